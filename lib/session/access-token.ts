// Mints and verifies the access token: a JWT signed with Ed25519 (RFC 9068 profile, RFC 8037).
// Guarantees that algorithm, type, issuer, audience, times and the shape of every claim are checked, the same on the
// edge and in every handler (RFC 8725 §3). Trusts AUTH_SECRET alone. Does not know whether the session was revoked:
// that is lib/session/revocation.ts.
import { LRUCache } from 'lru-cache'
import { SignJWT, base64url, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { mintingKey, verificationKey } from './signing-keys'

const algorithm = 'EdDSA'
const type = 'at+jwt'
const clockToleranceSeconds = 60
const maxTokenLength = 4_096
// Beyond this a name or a picture would push the browser's cookies towards the 4 KB they share.
const maxMintedLength = 1_400
const maxRemembered = 10_000

export type Role = 'user' | 'admin'

/** Whom the token speaks for; `name` and `picture` are missing where they would have made it too large. */
export type AccessTokenSubject = {
  userId: string
  sessionId: string
  role: Role
  email: string
  name: string | null
  picture: string | null
}

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.uuid(),
  iat: z.int().positive(),
  nbf: z.int().optional(),
  exp: z.int().positive(),
  role: z.enum(['user', 'admin']),
  email: z.string().min(1),
  name: z.string().optional(),
  picture: z.string().optional(),
})

/** Claims whose signature and meaning were checked; nothing else makes a value of this type. */
export type VerifiedClaims = z.output<typeof claimsSchema> & { readonly __verified: true }

async function sign(
  subject: AccessTokenSubject,
  profile: { name?: string; picture?: string },
  iat: number,
  lifetimeSeconds: number,
): Promise<string> {
  const { AUTH_URL } = env()
  const { privateKey, kid } = await mintingKey()
  return new SignJWT({
    sid: subject.sessionId,
    role: subject.role,
    email: subject.email,
    ...profile,
  })
    .setProtectedHeader({ alg: algorithm, typ: type, kid })
    .setIssuer(AUTH_URL)
    .setAudience(AUTH_URL)
    .setSubject(subject.userId)
    .setJti(crypto.randomUUID())
    .setIssuedAt(iat)
    .setExpirationTime(iat + lifetimeSeconds)
    .sign(privateKey)
}

/**
 * Seconds an access token lives: never beyond its session, and at most half the idle limit. While it lives nothing moves
 * that limit along, and somebody who comes back within half of it must not find the session over.
 */
export function accessTokenLifetime(sessionSeconds: number): number {
  const { ACCESS_TOKEN_SECONDS, SESSION_IDLE_SECONDS } = env()
  const halfIdle = Math.floor(SESSION_IDLE_SECONDS / 2)
  return Math.max(1, Math.min(ACCESS_TOKEN_SECONDS, halfIdle, sessionSeconds))
}

/** @returns the compact JWS, short enough for a cookie, valid for `lifetimeSeconds` from `now` */
export async function mintAccessToken(
  subject: AccessTokenSubject,
  now: Date,
  lifetimeSeconds = env().ACCESS_TOKEN_SECONDS,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1_000)
  const name = subject.name ?? undefined
  const picture = subject.picture ?? undefined
  for (const profile of [{ name, picture }, { name }, {}]) {
    const token = await sign(subject, profile, iat, lifetimeSeconds)
    if (token.length <= maxMintedLength) return token
  }
  return sign(subject, {}, iat, lifetimeSeconds)
}

// A signature that was good stays good, so each process checks it once per token string; whether the token is still in
// time, and whether its session still lives, is asked every time. docs/decisions/0008.
const remembered = new LRUCache<string, VerifiedClaims>({ max: maxRemembered })

// RFC 7515 §3.1: three parts of base64url without padding, each spelled in the one way an encoder would.
function isCanonical(token: string): boolean {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return false
  return token.split('.').every((part) => {
    // One character alone encodes less than a byte.
    return part.length % 4 !== 1 && base64url.encode(base64url.decode(part)) === part
  })
}

async function verifySignature(token: string): Promise<VerifiedClaims | null> {
  const { AUTH_URL } = env()
  try {
    const { payload, protectedHeader } = await jwtVerify(token, verificationKey, {
      algorithms: [algorithm],
      typ: type,
      issuer: AUTH_URL,
      audience: AUTH_URL,
      // Times are judged below, on every call; here a token must merely have them.
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
    })
    // RFC 7515 §4.1.11: an extension we do not understand; jose refuses it already, and so do nested tokens.
    if (protectedHeader.crit !== undefined || payload.aud !== AUTH_URL) return null
    const claims = claimsSchema.safeParse(payload)
    return claims.success ? ({ ...claims.data, __verified: true } as VerifiedClaims) : null
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

function isInTime(claims: VerifiedClaims, now: Date): boolean {
  const seconds = now.getTime() / 1_000
  const latest = seconds + clockToleranceSeconds
  return claims.exp > seconds && claims.iat <= latest && (claims.nbf ?? 0) <= latest
}

/** The claims of a good token, or null for every other string: one answer for all faults. */
export async function verifyAccessToken(token: string, now: Date): Promise<VerifiedClaims | null> {
  if (token.length > maxTokenLength) return null
  let claims = remembered.get(token)
  if (!claims) {
    claims = isCanonical(token) ? ((await verifySignature(token)) ?? undefined) : undefined
    if (claims) remembered.set(token, claims)
  }
  return claims && isInTime(claims, now) ? claims : null
}
