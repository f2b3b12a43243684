// What a request proves itself with (design §4): an Authorization header alone decides where there is one, and a bad one
// never falls back to a good cookie; otherwise the access cookie counts, together with proof that our own page asked.
// Runs on the edge and in every handler, so that both come to the same verdict.
import { AppError } from '@/lib/errors'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { type VerifiedClaims, verifyAccessToken } from '@/lib/session/access-token'
import { accessCookieName, readCookie, sessionCookieName } from './cookies'

// RFC 6750 §2.1: one b64token behind the scheme, whose name is case-insensitive (RFC 9110 §11.1).
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i

export type RequestCredentials =
  /** A good access token, from either place. */
  | { kind: 'valid'; claims: VerifiedClaims }
  /** No good access token, but a trusted caller with a session cookie: a renewal may help. */
  | { kind: 'renewable'; refreshToken: string }

async function readBearer(header: string, now: Date): Promise<RequestCredentials> {
  const token = bearer.exec(header)?.[1]
  const claims = token ? await verifyAccessToken(token, now) : null
  if (!claims) throw new AppError('invalid_token')
  return { kind: 'valid', claims }
}

/** @throws {AppError} unauthenticated, invalid_token, untrusted_caller */
export async function readRequestCredentials(
  headers: Headers,
  now: Date,
): Promise<RequestCredentials> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return readBearer(authorization, now)
  const accessToken = readCookie(headers, accessCookieName())
  const refreshToken = readCookie(headers, sessionCookieName())
  if (!accessToken && !refreshToken) throw new AppError('unauthenticated')
  requireTrustedCaller(headers)
  const claims = accessToken ? await verifyAccessToken(accessToken, now) : null
  if (claims) return { kind: 'valid', claims }
  if (refreshToken) return { kind: 'renewable', refreshToken }
  throw new AppError('invalid_token')
}
