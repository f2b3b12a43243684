'use client'
import { useActionState } from 'react'
import { ActionStatus } from '@/components/action-status'
import { GuardedForm } from '@/components/guarded-form'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import type { OutcomeWords } from './act-outcome'
import { blockUserAction } from './user-actions'

export type BlockFormWords = {
  open: string
  intro: string
  confirm: string
  pending: string
  outcomes: OutcomeWords
}

type Props = { userId: string; isBlocked: boolean; words: BlockFormWords }

/** Says what would be done to whom before there is a button for it: with `details`, also without JavaScript. */
export function BlockForm({ userId, isBlocked, words }: Props) {
  const [outcome, act, isPending] = useActionState(blockUserAction, null)
  return (
    <>
      <ActionStatus
        isPending={isPending}
        pending={words.pending}
        outcome={outcome && words.outcomes[outcome]}
      />
      {/* Another one for the contrary: closed again. */}
      <details key={String(isBlocked)} className="no-print mt-4">
        <summary className={buttonVariants({ variant: 'outline' })}>{words.open}</summary>
        <GuardedForm action={act} className="mt-4">
          <p className="max-w-prose">{words.intro}</p>
          <input type="hidden" name="user" value={userId} />
          <input type="hidden" name="which" value={isBlocked ? 'unblock' : 'block'} />
          <Button
            type="submit"
            variant={isBlocked ? 'default' : 'destructive'}
            disabled={isPending}
            className="mt-4 wrap-anywhere"
          >
            {words.confirm}
          </Button>
        </GuardedForm>
      </details>
    </>
  )
}
