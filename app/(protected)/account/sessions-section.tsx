import { unstable_rethrow } from 'next/navigation'
import { Notice } from '@/components/notice'
import type { CurrentUser } from '@/lib/auth/current-user'
import { getFormatter } from '@/lib/i18n/translations'
import { log } from '@/lib/log/logger'
import { type OwnSession, listOwnSessions } from '@/lib/session/own-sessions'
import { type ListedSession, SessionList } from './session-list'

type Formatter = Awaited<ReturnType<typeof getFormatter>>

function toShownTime(time: Date, format: Formatter) {
  const words = format.dateTime(time, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'short',
  })
  return { iso: time.toISOString(), words }
}

function toListed(session: OwnSession, format: Formatter): ListedSession {
  const { id, device, truncatedAddress, isCurrent } = session
  return {
    ...{ id, device, isCurrent },
    place: truncatedAddress,
    began: toShownTime(session.createdAt, format),
    lastSeen: toShownTime(session.lastSeenAt, format),
  }
}

// The rest of the page stands without the list.
async function loadSessions(user: CurrentUser): Promise<OwnSession[] | null> {
  try {
    return await listOwnSessions({ userId: user.id, sessionId: user.sessionId })
  } catch (error) {
    unstable_rethrow(error)
    log.error('sessions not listed', { error })
    return null
  }
}

/** Where the user is signed in, with a way to end each session but this one. */
export async function SessionsSection({ user }: { user: CurrentUser }) {
  const sessions = await loadSessions(user)
  const format = await getFormatter()
  return (
    <section aria-labelledby="sessions" className="card mt-6 p-5 sm:p-6">
      <h2 id="sessions" className="text-xl font-semibold">
        Your sessions
      </h2>
      <p className="mt-3 max-w-prose">
        Where you are signed in. End what you do not recognise: it is refused within a second.
      </p>
      {sessions ? (
        <SessionList sessions={sessions.map((session) => toListed(session, format))} />
      ) : (
        <div className="mt-3">
          <Notice tone="alarm">
            The list cannot be shown: the site is having trouble. You are not signed out. Please try
            again in a moment.
          </Notice>
        </div>
      )}
    </section>
  )
}
