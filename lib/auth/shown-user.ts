// The server's half of "no request as the wrong user". Guarantees that an action a cookie authenticates is told apart
// where the access cookie is another user's than the one the page was made for. Trusts the access cookie's signature.
// Replaces no check of who may do what: a page that names nobody is judged by its cookies alone.
import 'server-only'
import { headers } from 'next/headers'
import { shownUserField } from '@/lib/browser/shown-user'
import { textIn } from '@/lib/http/action-form'
import { verifyAccessToken } from '@/lib/session/access-token'
import { accessCookieName, readCookie } from './cookies'

/** @param shownUserId what the page says of itself by `shownUserHeader` or `shownUserField`; empty where it says nothing */
export async function isForShownUser(
  requestHeaders: Headers,
  shownUserId: string | null,
  now: Date,
): Promise<boolean> {
  if (!shownUserId) return true
  const claims = await verifyAccessToken(readCookie(requestHeaders, accessCookieName()) ?? '', now)
  return claims === null || claims.sub === shownUserId
}

/** The same for a Server Action, by its form. */
export async function isFormForShownUser(form: FormData): Promise<boolean> {
  return isForShownUser(await headers(), textIn(form, shownUserField), new Date())
}
