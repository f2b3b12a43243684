// POST /auth/logout. Guarantees that once it has answered, the session is dead on every replica within a second, and on
// this one at once; without a session it answers the same, so that signing out twice is no error.
import 'server-only'
import { shownUserField, shownUserHeader } from '@/lib/browser/shown-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { clearSiteData } from '@/lib/http/clear-site-data'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { readForm } from '@/lib/http/form'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { verifyAccessToken } from '@/lib/session/access-token'
import { signOut } from '@/lib/session/end-session'
import { openRefreshToken } from '@/lib/session/refresh-token'
import { accessCookieName, clearedSessionCookies, readCookie, sessionCookieName } from './cookies'
import { isForShownUser } from './shown-user'
import { seeOther } from './see-other'

/** The session either cookie names, and what it was named by. */
async function proofOf(headers: Headers, now: Date) {
  const refreshToken = await openRefreshToken(readCookie(headers, sessionCookieName()) ?? '')
  if (refreshToken) return { sessionId: refreshToken.sessionId, tokenHash: refreshToken.hash }
  const claims = await verifyAccessToken(readCookie(headers, accessCookieName()) ?? '', now)
  return claims && { sessionId: claims.sid, tokenHash: null }
}

export async function logout(request: Request, now: Date): Promise<Response> {
  requireTrustedCaller(request.headers)
  // A form posted by our own pages without JavaScript asks for a page in return.
  const form = await readForm(request)
  const isPage = form?.get('return') === 'page'
  const shownUserId = form?.get(shownUserField) ?? request.headers.get(shownUserHeader)
  if (!(await isForShownUser(request.headers, shownUserId, now))) {
    // The page that says who is signed in now; nobody was signed out.
    if (isPage) return seeOther(paths.account)
    throw new AppError('user_changed')
  }
  const everywhere = new URL(request.url).searchParams.get('everywhere') === '1'
  const proof = await proofOf(request.headers, now)
  const address = truncateAddress(clientAddress(request.headers))
  if (proof) await signOut(proof, everywhere, address)
  const response = isPage
    ? seeOther(paths.login(undefined, 'signed_out'))
    : new Response(null, { status: 204, headers: noStore })
  response.headers.set(...clearSiteData)
  for (const cookie of clearedSessionCookies()) response.headers.append('set-cookie', cookie)
  return response
}
