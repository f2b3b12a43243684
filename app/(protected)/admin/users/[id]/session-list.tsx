'use client'
import { useActionState } from 'react'
import { ActionStatus } from '@/components/action-status'
import { GuardedForm } from '@/components/guarded-form'
import { Button } from '@/components/ui/button'
import type { OutcomeWords } from './act-outcome'
import { endUserSessionAction } from './user-actions'

/** A session in words of the reader's language, and the id a button sends back. */
export type ListedSession = {
  id: string
  device: string
  /** What is known of it, in a sentence or two. */
  lines: string
  /** null for one's own, which is not ended here. */
  endLabel: string | null
}

export type SessionListWords = {
  list: string
  current: string
  end: string
  /** null where there is nothing to end. */
  endAll: string | null
  pending: string
  outcomes: OutcomeWords
}

type Props = { userId: string; sessions: ListedSession[]; words: SessionListWords }

type FormProps = { userId: string; which: string; act: (form: FormData) => void }

function HiddenFields({ userId, which }: Omit<FormProps, 'act'>) {
  return (
    <>
      <input type="hidden" name="user" value={userId} />
      <input type="hidden" name="which" value={which} />
    </>
  )
}

/** Plain forms, so that ending a session works without JavaScript; with it, the page stays where it is. */
export function SessionList({ userId, sessions, words }: Props) {
  const [outcome, act, isPending] = useActionState(endUserSessionAction, null)
  return (
    <>
      <ActionStatus
        isPending={isPending}
        pending={words.pending}
        outcome={outcome && words.outcomes[outcome]}
      />
      {sessions.length > 0 && (
        <ul aria-label={words.list} className="divide-border mt-3 divide-y">
          {sessions.map(({ id, device, lines, endLabel }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 py-3 sm:flex-nowrap"
            >
              <div className="min-w-0">
                <p className="font-medium">
                  {device}
                  {!endLabel && (
                    <span className="text-muted-foreground font-normal"> · {words.current}</span>
                  )}
                </p>
                <p className="text-muted-foreground text-sm">{lines}</p>
              </div>
              {endLabel && (
                <GuardedForm action={act} className="no-print shrink-0">
                  <HiddenFields userId={userId} which={id} />
                  <Button
                    type="submit"
                    variant="outline"
                    disabled={isPending}
                    aria-label={endLabel}
                  >
                    {words.end}
                  </Button>
                </GuardedForm>
              )}
            </li>
          ))}
        </ul>
      )}
      {words.endAll && (
        <GuardedForm action={act} className="no-print mt-4">
          <HiddenFields userId={userId} which="all" />
          <Button type="submit" variant="outline" disabled={isPending}>
            {words.endAll}
          </Button>
        </GuardedForm>
      )}
    </>
  )
}
