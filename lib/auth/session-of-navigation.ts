// Whose browser navigates to one of our own addresses outside the guard's reach. By the access cookie, or, where that has
// run out while Google's page was open, by the session cookie, which is renewed by the ordinary rules on the way.
import 'server-only'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { verifyAccessToken } from '@/lib/session/access-token'
import { renewSession } from '@/lib/session/renew-session'
import { isSessionRevoked } from '@/lib/session/revocation'
import { accessCookieName, readCookie, sessionCookieName, sessionCookies } from './cookies'
import { requireWithinRefreshLimit } from './refresh-limit'

export type NavigationSession = {
  userId: string
  sessionId: string
  /** Set-Cookie values that must go out with the answer. */
  cookies: string[]
}

/**
 * @returns null where nobody is signed in; whatever happens then, `cookies` must reach the browser, or it is left with a
 * token that has been replaced
 * @throws {AppError} too_many_requests, service_unavailable: nothing has been renewed
 */
export async function sessionOfNavigation(
  headers: Headers,
  now: Date,
): Promise<NavigationSession | null> {
  const claims = await verifyAccessToken(readCookie(headers, accessCookieName()) ?? '', now)
  if (claims && !(await isSessionRevoked(claims.sid)))
    return { userId: claims.sub, sessionId: claims.sid, cookies: [] }
  const refreshToken = readCookie(headers, sessionCookieName())
  if (!refreshToken) return null
  const address = clientAddress(headers)
  await requireWithinRefreshLimit(refreshToken, address)
  const renewed = await renewSession(refreshToken, now, truncateAddress(address))
  // Over, whatever ended it: for a navigation that is nobody.
  if (typeof renewed === 'string') return null
  const { userId, sessionId } = renewed.subject
  return { userId, sessionId, cookies: sessionCookies(renewed) }
}
