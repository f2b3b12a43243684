'use client'
import { useActionState } from 'react'
import { endSessionAction } from './session-actions'
import { sessionOutcomes } from './session-outcome'
import { buttonVariants } from '@/components/ui/button-variants'

/** A session as the page shows it: words, and the id a button sends back. */
export type ListedSession = {
  id: string
  device: string
  place: string | null
  began: ShownTime
  lastSeen: ShownTime
  isCurrent: boolean
}

type ShownTime = { iso: string; words: string }

function Time({ time }: { time: ShownTime }) {
  return <time dateTime={time.iso}>{time.words}</time>
}

type ItemProps = { session: ListedSession; act: (form: FormData) => void; isPending: boolean }

function SessionItem({ session, act, isPending }: ItemProps) {
  const { id, device, place, began, lastSeen, isCurrent } = session
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          {device}
          {isCurrent && <span className="text-muted-foreground font-normal"> · this device</span>}
        </p>
        <p className="text-muted-foreground text-sm">
          Last seen <Time time={lastSeen} />
          {place && <> · from {place}</>} · signed in <Time time={began} />
        </p>
      </div>
      {!isCurrent && (
        <form action={act}>
          <input type="hidden" name="which" value={id} />
          <button
            type="submit"
            className={buttonVariants({ variant: 'outline' })}
            disabled={isPending}
          >
            End<span className="sr-only"> the session on {device}</span>
          </button>
        </form>
      )}
    </li>
  )
}

/** Plain forms, so that ending a session works without JavaScript; with it, the page stays where it is. */
export function SessionList({ sessions }: { sessions: ListedSession[] }) {
  const [outcome, act, isPending] = useActionState(endSessionAction, null)
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent)
  const words = isPending ? 'Ending …' : outcome && sessionOutcomes[outcome]
  return (
    <>
      <p role="status" className={words ? 'mt-3 font-medium' : 'sr-only'}>
        {words}
      </p>
      <ul aria-label="Your sessions" className="divide-border mt-3 divide-y">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} act={act} isPending={isPending} />
        ))}
      </ul>
      {hasOthers && (
        <form action={act} className="mt-4">
          <input type="hidden" name="which" value="others" />
          <button
            type="submit"
            className={buttonVariants({ variant: 'outline' })}
            disabled={isPending}
          >
            Sign out of all other sessions
          </button>
        </form>
      )}
    </>
  )
}
