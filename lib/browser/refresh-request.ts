// POST /auth/refresh and what its answer means. Only a 401 says that the session is over; a network error, a 5xx or
// anything unexpected leaves it alone. The cookie travels by itself and is never seen here.
import { paths } from '@/lib/config/paths'
import type { EndReason } from '@/lib/session/end-reason'
import type { BrowserEnvironment } from './browser-environment'
import { toEndReason } from './end-reasons'
import type { HeldToken } from './session-types'
import { isSessionUser } from './tab-channel'

const timeoutMilliseconds = 10_000
// A proxy's careless Retry-After must not keep a tab from trying again for hours.
const longestRetryAfterSeconds = 300

export type RefreshAnswer =
  | { kind: 'token'; token: HeldToken }
  /** `reason` is null where the browser has no session cookie, so that the server had nothing to look at. */
  | { kind: 'ended'; reason: EndReason | null }
  /** The server is in trouble, or too busy: to be left in peace for a while. */
  | { kind: 'unavailable'; retryAfterSeconds: number | null }
  /** Nobody was there to be troubled: offline, or no connection. */
  | { kind: 'unreachable' }

/** Reads `Retry-After` in either of its forms (RFC 9110 §10.2.3). */
export function toRetryAfterSeconds(value: string | null, now: number): number | null {
  if (!value) return null
  const seconds = /^\d+$/.test(value.trim())
    ? Number(value)
    : Math.ceil((Date.parse(value) - now) / 1000)
  if (Number.isNaN(seconds)) return null
  return Math.min(Math.max(seconds, 0), longestRetryAfterSeconds)
}

function toHeldToken(body: unknown, now: number): HeldToken | null {
  if (typeof body !== 'object' || body === null) return null
  const { access_token, expires_in, user } = body as Record<string, unknown>
  if (typeof access_token !== 'string' || typeof expires_in !== 'number') return null
  if (!(expires_in > 0) || !isSessionUser(user)) return null
  return {
    rawToken: access_token,
    expiresAt: now + expires_in * 1000,
    lifetimeSeconds: expires_in,
    user,
  }
}

function toReason(body: unknown): EndReason | null {
  if (typeof body !== 'object' || body === null) return 'session_ended'
  const { code, end_reason } = body as Record<string, unknown>
  return toEndReason(end_reason) ?? (code === 'unauthenticated' ? null : 'session_ended')
}

export async function requestRefresh(environment: BrowserEnvironment): Promise<RefreshAnswer> {
  const hangs = new AbortController()
  const stopTimer = environment.startTimer(() => hangs.abort(), timeoutMilliseconds)
  try {
    const response = await environment.fetch(paths.refresh, {
      method: 'POST',
      // For a browser that sends neither Sec-Fetch-Site nor Origin: the trusted-caller rule.
      headers: { accept: 'application/json', 'x-csrf': '1' },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: hangs.signal,
    })
    // Not JSON is a captive portal's page.
    const body: unknown = await response.json().catch(() => null)
    if (response.status === 401) return { kind: 'ended', reason: toReason(body) }
    const token = response.ok ? toHeldToken(body, environment.now()) : null
    if (token) return { kind: 'token', token }
    const retryAfter = response.headers.get('retry-after')
    return {
      kind: 'unavailable',
      retryAfterSeconds: toRetryAfterSeconds(retryAfter, environment.now()),
    }
  } catch {
    // Offline, redirected or timed out: none of it is about the session.
    if (hangs.signal.aborted) return { kind: 'unavailable', retryAfterSeconds: null }
    return { kind: 'unreachable' }
  } finally {
    stopTimer()
  }
}
