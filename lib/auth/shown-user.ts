// The server's half of "no request as the wrong user". Guarantees that an action a cookie authenticates is told apart
// where the access cookie is another user's than the one the page was made for. Trusts the access cookie's signature.
// Replaces no check of who may do what: a page that names nobody is judged by its cookies alone.
import 'server-only'
import { verifyAccessToken } from '@/lib/session/access-token'
import { accessCookieName, readCookie } from './cookies'

/** @param shownUserId what the page says of itself by `shownUserHeader` or `shownUserField`; empty where it says nothing */
export async function isForShownUser(
  headers: Headers,
  shownUserId: string | null,
  now: Date,
): Promise<boolean> {
  if (!shownUserId) return true
  const claims = await verifyAccessToken(readCookie(headers, accessCookieName()) ?? '', now)
  return claims === null || claims.sub === shownUserId
}
