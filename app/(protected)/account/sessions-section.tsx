import { unstable_rethrow } from 'next/navigation'
import { Notice } from '@/components/notice'
import type { CurrentUser } from '@/lib/auth/current-user'
import { log } from '@/lib/log/logger'
import { type OwnSession, listOwnSessions } from '@/lib/session/own-sessions'
import { type ListedSession, SessionList } from './session-list'

// The server does not know the visitor's zone, and the page has to read the same without JavaScript.
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  ...{ timeZone: 'UTC', timeZoneName: 'short' },
})

function toShownTime(time: Date) {
  return { iso: time.toISOString(), words: timeFormat.format(time) }
}

function toListed(session: OwnSession): ListedSession {
  const { id, device, truncatedAddress, isCurrent } = session
  return {
    ...{ id, device, isCurrent },
    place: truncatedAddress,
    began: toShownTime(session.createdAt),
    lastSeen: toShownTime(session.lastSeenAt),
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
  return (
    <section aria-labelledby="sessions" className="card mt-6 p-5 sm:p-6">
      <h2 id="sessions" className="text-xl font-semibold">
        Your sessions
      </h2>
      <p className="mt-3 max-w-prose">
        Where you are signed in. End what you do not recognise: it is refused within a second.
      </p>
      {sessions ? (
        <SessionList sessions={sessions.map(toListed)} />
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
