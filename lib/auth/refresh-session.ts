// POST /auth/refresh. Guarantees that cookies are taken away only where the session is known to be over: an outage is a
// 503 that leaves them alone, and every ended session gets the same answer whatever ended it, but for the reason where the
// caller holds the session's last token (docs/decisions/0022).
import 'server-only'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { endReasonHeader, openInternalCall } from '@/lib/http/internal-call'
import { toProblemResponse } from '@/lib/http/problem'
import { requestIdOf } from '@/lib/http/request-id'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { type RenewedSession, renewSession } from '@/lib/session/renew-session'
import { clearedSessionCookies, readCookie, sessionCookieName, sessionCookies } from './cookies'
import { requireWithinRefreshLimit } from './refresh-limit'

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

function toTokenAnswer({ accessToken, accessTokenSeconds, subject }: RenewedSession) {
  const { userId, email, name, picture, role } = subject
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    user: { id: userId, email, name, picture, role },
  }
}

export async function refreshSession(request: Request, now: Date): Promise<Response> {
  const guard = await openInternalCall(request.headers, now)
  if (!guard) requireTrustedCaller(request.headers)
  const dangerousToken = readCookie(request.headers, sessionCookieName())
  const address = guard ? guard.address : clientAddress(request.headers)
  await requireWithinRefreshLimit(dangerousToken, address)
  if (!dangerousToken) throw new AppError('unauthenticated')
  const renewed = await renewSession(dangerousToken, now, truncateAddress(address))
  if (typeof renewed === 'string') {
    const endReason = renewed === 'session_ended' ? undefined : renewed
    const problem = new AppError('session_ended', { endReason })
    const response = toProblemResponse(problem, requestIdOf(request.headers))
    if (guard) response.headers.set(endReasonHeader, renewed)
    return withCookies(response, clearedSessionCookies())
  }
  const answer = Response.json(toTokenAnswer(renewed), { headers: noStore })
  return withCookies(answer, sessionCookies(renewed))
}
