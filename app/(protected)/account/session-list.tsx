'use client'
import { type ReactNode, useActionState } from 'react'
import { useTranslations } from 'use-intl'
import { ActionStatus } from '@/components/action-status'
import { GuardedForm } from '@/components/guarded-form'
import { buttonVariants } from '@/components/ui/button-variants'
import { endSessionAction } from './session-actions'

/** A session as the page shows it, and the id a button sends back. */
export type ListedSession = {
  id: string
  /** In words. */
  device: string
  summary: ReactNode
  isCurrent: boolean
}

type ItemProps = { session: ListedSession; act: (form: FormData) => void; isPending: boolean }

function SessionItem({ session, act, isPending }: ItemProps) {
  const t = useTranslations('sessions')
  const { id, device, summary, isCurrent } = session
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-4 sm:flex-nowrap">
      {summary}
      {!isCurrent && (
        <GuardedForm action={act} className="no-print shrink-0 max-sm:ml-13">
          <input type="hidden" name="which" value={id} />
          <button
            type="submit"
            className={buttonVariants({ variant: 'outline' })}
            disabled={isPending}
          >
            <span>
              {t.rich('end', {
                device,
                hidden: (words) => <span className="sr-only">{words}</span>,
              })}
            </span>
          </button>
        </GuardedForm>
      )}
    </li>
  )
}

/** Plain forms, so that ending a session works without JavaScript; with it, the page stays where it is. */
export function SessionList({ sessions }: { sessions: ListedSession[] }) {
  const t = useTranslations('sessions')
  const [outcome, act, isPending] = useActionState(endSessionAction, null)
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent)
  return (
    <>
      <ActionStatus
        isPending={isPending}
        pending={t('ending')}
        outcome={outcome && t(`outcomes.${outcome}`)}
      />
      <ul aria-label={t('heading')} className="divide-border mt-2 divide-y">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} act={act} isPending={isPending} />
        ))}
      </ul>
      {hasOthers && (
        <GuardedForm action={act} className="no-print mt-3">
          <input type="hidden" name="which" value="others" />
          <button
            type="submit"
            className={buttonVariants({ variant: 'outline' })}
            disabled={isPending}
          >
            {t('endOthers')}
          </button>
        </GuardedForm>
      )}
    </>
  )
}
