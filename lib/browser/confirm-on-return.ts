// A session can be ended where no message reaches this browser: on another device, or by an administrator. A tab learns
// of it with its next request; one that somebody comes back to asks at once, so that nobody reads on in an ended session.
// GET /auth/me costs the server no query, and its 401 leads through the one renewal that decides. Likewise a sign-in after
// the end, where the tabs cannot talk.
import { paths } from '@/lib/config/paths'
import type { ApiFetch } from './api-client'
import type { BrowserEnvironment } from './browser-environment'
import type { SessionClient } from './session-client'

// Coming into view and getting the focus are two events of one return.
const quietMilliseconds = 1000

/** Returns what is to be called when the tab comes into view or gets the focus. */
export function confirmOnReturn(
  session: SessionClient,
  apiFetch: ApiFetch,
  environment: Pick<BrowserEnvironment, 'now' | 'isVisible'>,
): () => void {
  let askedAt = -Infinity
  return () => {
    const now = environment.now()
    const { status } = session.getState()
    if (!environment.isVisible() || (status !== 'signed-in' && status !== 'ended')) return
    if (now - askedAt < quietMilliseconds) return
    askedAt = now
    const question = status === 'ended' ? session.resume() : apiFetch(paths.me)
    question.catch(() => {
      // An end or a change has been told to whoever follows the session; being offline is no news.
    })
  }
}
