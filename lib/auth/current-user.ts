// Who is asking: the second lock behind the edge guard, and the one that counts. Every page, action and handler calls
// one of these, and the whole attack suite passes with middleware.ts deleted. Checks the access token's signature and
// claims and that its session was not revoked; costs no query of its own.
import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { clientAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { isTrustedCaller } from '@/lib/http/trusted-caller'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { type Role, type VerifiedClaims, verifyAccessToken } from '@/lib/session/access-token'
import type { EndReason } from '@/lib/session/end-reason'
import { isSessionRevoked } from '@/lib/session/revocation'
import { endReasonOfSession } from '@/lib/session/why-ended'
import { accessCookieName, readCookie, sessionCookieName } from './cookies'
import { readRequestCredentials } from './request-credentials'

export type CurrentUser = {
  id: string
  email: string
  name: string | null
  picture: string | null
  role: Role
  sessionId: string
}

function toCurrentUser(claims: VerifiedClaims): CurrentUser {
  const { sub, email, name, picture, role, sid } = claims
  return { id: sub, email, name: name ?? null, picture: picture ?? null, role, sessionId: sid }
}

/**
 * The user of the page being rendered, or null. Asked once a render however many components ask.
 * @throws {AppError} service_unavailable where nobody can tell whether the session was revoked
 */
export const getCurrentUser = cache(async (): Promise<CurrentUser | null> => {
  const token = readCookie(await headers(), accessCookieName())
  const claims = token ? await verifyAccessToken(token, new Date()) : null
  if (!claims || (await isSessionRevoked(claims.sid))) return null
  return toCurrentUser(claims)
})

/** Whether a session cookie is there that nobody could renew just now: no user, and yet not signed out. */
export async function awaitsRenewal(): Promise<boolean> {
  const requestHeaders = await headers()
  const token = readCookie(requestHeaders, accessCookieName())
  if (token && (await verifyAccessToken(token, new Date()))) return false
  return readCookie(requestHeaders, sessionCookieName()) !== null
}

// Whoever holds an access token that is good but for its session is entitled to know that it was ended.
async function endReasonFor(requestHeaders: Headers): Promise<EndReason | undefined> {
  const token = readCookie(requestHeaders, accessCookieName())
  if (!token) return undefined
  const claims = await verifyAccessToken(token, new Date())
  return claims ? endReasonOfSession(claims.sid) : 'session_ended'
}

/** For pages: ends in a redirect to the login page unless somebody is signed in; says so where somebody was. */
export async function requireUser(path: string): Promise<CurrentUser> {
  const requestId = requestIdOf(await headers())
  const user = await getCurrentUser().catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'service_unavailable')
      redirect(paths.outage(path, requestId))
    throw error
  })
  return user ?? redirect(paths.login(path, await endReasonFor(await headers())))
}

/**
 * For Server Actions: what the guard asks of a form post is asked again, since the guard may be absent.
 * @param path the page the action belongs to, to come back to
 */
export async function requireActionUser(path: string): Promise<CurrentUser> {
  if (!isTrustedCaller(await headers())) redirect(paths.login(path))
  return requireUser(path)
}

/** The verified claims behind an API request. @throws {AppError} unauthenticated, invalid_token, untrusted_caller */
export async function requireApiClaims(request: Request): Promise<VerifiedClaims> {
  const credentials = await readRequestCredentials(request.headers, new Date())
  if (credentials.kind !== 'valid' || (await isSessionRevoked(credentials.claims.sid)))
    throw new AppError('invalid_token')
  return credentials.claims
}

/**
 * For API handlers.
 * @param limit what the request counts for, once it is known whose it is
 * @throws {AppError} unauthenticated, invalid_token, untrusted_caller, too_many_requests
 */
export async function requireApiUser(
  request: Request,
  limit: 'api' | 'gateway' = 'api',
): Promise<CurrentUser> {
  const user = toCurrentUser(await requireApiClaims(request))
  await requireWithinLimit(limit, { user: user.id, address: clientAddress(request.headers) })
  return user
}
