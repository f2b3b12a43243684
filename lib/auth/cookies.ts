// The only place that names, reads and writes cookies. Guarantees `HttpOnly; SameSite=Lax; Path=/` on all of them, and
// `__Host-` with `Secure` whenever the site is https (RFC 6265bis §4.1.3.2), so that no sibling host can plant one.
// On http loopback, where all ports share one jar, the bare names carry the product's.
import { env } from '@/lib/config/env'

const loginLifetimeSeconds = 15 * 60
// Browsers keep no cookie for longer than 400 days (RFC 6265bis §5.5).
const preferenceLifetimeSeconds = 400 * 24 * 3600

function cookieName(bareName: string): string {
  return env().AUTH_URL.startsWith('https:') ? `__Host-${bareName}` : bareName
}

export function sessionCookieName(): string {
  return cookieName('gatehouse-session')
}

export function accessCookieName(): string {
  return cookieName('gatehouse-access')
}

export function languageCookieName(): string {
  return cookieName('gatehouse-language')
}

export function themeCookieName(): string {
  return cookieName('gatehouse-theme')
}

/** @param id what the login transaction is told apart by, [a-z0-9] */
function loginCookieName(id: string): string {
  return cookieName(`gatehouse-login-${id}`)
}

/** The `name=value` pairs of a Cookie header (RFC 6265 §5.4), first one first. */
function parseCookies(headers: Headers): [name: string, value: string][] {
  return (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const]
  }) as [string, string][]
}

export function readCookie(headers: Headers, name: string): string | null {
  return parseCookies(headers).find(([candidate]) => candidate === name)?.[1] || null
}

/** The login transactions this browser has open, by id. */
export function readLoginCookies(headers: Headers): { id: string; value: string }[] {
  const prefix = loginCookieName('')
  return parseCookies(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => ({ id: name.slice(prefix.length), value }))
    .filter(({ id }) => /^[a-z0-9]{1,32}$/.test(id))
}

function serialize(name: string, value: string, maxAgeSeconds: number): string {
  const secure = env().AUTH_URL.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}

export type SessionCredentials = {
  refreshToken: string
  sessionSeconds: number
  accessToken: string
  accessTokenSeconds: number
}

/** Set-Cookie values that give the browser its session and access token. */
export function sessionCookies(credentials: SessionCredentials): string[] {
  return [
    serialize(sessionCookieName(), credentials.refreshToken, credentials.sessionSeconds),
    serialize(accessCookieName(), credentials.accessToken, credentials.accessTokenSeconds),
  ]
}

/** Makes the browser forget the access token, as it does when the token's lifetime is over; the session stays. */
export function clearedAccessCookie(): string {
  return serialize(accessCookieName(), '', 0)
}

/** Set-Cookie values that take both away again. */
export function clearedSessionCookies(): string[] {
  return [serialize(sessionCookieName(), '', 0), clearedAccessCookie()]
}

export function loginCookie(id: string, value: string): string {
  return serialize(loginCookieName(id), value, loginLifetimeSeconds)
}

export function clearedLoginCookie(id: string): string {
  return serialize(loginCookieName(id), '', 0)
}

/** Remembers a choice; null forgets it. Never anything that says who somebody is. */
export function preferenceCookie(name: string, value: string | null): string {
  return serialize(name, value ?? '', value === null ? 0 : preferenceLifetimeSeconds)
}

/** The request's Cookie header with the session's cookies replaced: what the render behind the guard gets to see. */
export function cookieHeaderWith(
  headers: Headers,
  credentials: Pick<SessionCredentials, 'refreshToken' | 'accessToken'> | null,
): string {
  const ours = [sessionCookieName(), accessCookieName()]
  const kept = parseCookies(headers).filter(([name]) => !ours.includes(name))
  const fresh: [string, string][] = credentials
    ? [
        [sessionCookieName(), credentials.refreshToken],
        [accessCookieName(), credentials.accessToken],
      ]
    : []
  return [...kept, ...fresh].map(([name, value]) => `${name}=${value}`).join('; ')
}
