// How the edge guard renews a session: it has no database, so it asks POST /auth/refresh of this very process, at a fixed
// address that no header can change. The answer is told apart strictly: only a 401 ends a session.
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { clientAddress } from '@/lib/http/client-address'
import { endReasonHeader, internalCallHeader, signInternalCall } from '@/lib/http/internal-call'
import { isRefreshTokenShaped } from '@/lib/session/refresh-token-shape'
import { accessCookieName, clearedSessionCookies, sessionCookieName } from './cookies'
import { type LoginErrorCode, toLoginErrorCode } from './login-errors'

// A little more than the API takes at most (lib/http/deadline.ts), so that its own answer is heard.
const timeoutMs = 4_900

export type Renewal =
  | { kind: 'renewed'; refreshToken: string; accessToken: string; setCookies: string[] }
  | { kind: 'ended'; reason: LoginErrorCode; setCookies: string[] }
  | { kind: 'unavailable' }

function valueIn(setCookies: readonly string[], name: string): string | undefined {
  const prefix = `${name}=`
  const found = setCookies.find((cookie) => cookie.startsWith(prefix))
  return found?.slice(prefix.length).split(';')[0]
}

function endReasonIn(headers: Headers): LoginErrorCode {
  return toLoginErrorCode(headers.get(endReasonHeader)) ?? 'session_ended'
}

function toRenewal(response: Response): Renewal {
  const setCookies = response.headers.getSetCookie()
  if (response.status === 401)
    return { kind: 'ended', reason: endReasonIn(response.headers), setCookies }
  const refreshToken = valueIn(setCookies, sessionCookieName())
  const accessToken = valueIn(setCookies, accessCookieName())
  if (response.status !== 200 || !refreshToken || !accessToken) return { kind: 'unavailable' }
  return { kind: 'renewed', refreshToken, accessToken, setCookies }
}

export async function renewThroughApi(headers: Headers, refreshToken: string): Promise<Renewal> {
  if (!isRefreshTokenShaped(refreshToken))
    return { kind: 'ended', reason: 'session_ended', setCookies: clearedSessionCookies() }
  const { INTERNAL_ORIGIN, AUTH_URL } = env()
  const call = await signInternalCall(clientAddress(headers), new Date())
  try {
    const response = await fetch((INTERNAL_ORIGIN ?? AUTH_URL) + paths.refresh, {
      method: 'POST',
      headers: {
        cookie: `${sessionCookieName()}=${refreshToken}`,
        [internalCallHeader]: call,
      },
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return toRenewal(response)
  } catch {
    // Unreachable or too slow is an outage, whatever it is called.
    return { kind: 'unavailable' }
  }
}
