// Verifies the ID token (OpenID Connect Core §3.1.3.7) before anything is written or used. Auth.js checks claims but not
// the signature in the code flow, so we check all of it ourselves: RS256 by a key of the issuer, issuer, audience,
// authorized party, times and nonce. Stricter than the specification on purpose: one audience, no `none`.
import 'server-only'
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { LoginRefused } from './login-refused'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { providerKeys } from '@/lib/google/provider-metadata'

const clockToleranceSeconds = 60

// Longer ones exist to make trouble; a sign-in must not fail over them.
const maxNameLength = 256
const maxPictureLength = 2_048

// PostgreSQL has no NUL in text, and a lone surrogate is no text at all.
function toShownName(name: string): string {
  return name.replaceAll('\0', '').slice(0, maxNameLength).toWellFormed()
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(320),
  // Anything but the boolean `true` is unverified (sign-in-policy.ts).
  email_verified: z.unknown().optional(),
  name: z.string().transform(toShownName).optional(),
  picture: z
    .string()
    .transform((url) => (url.length <= maxPictureLength ? url : undefined))
    .optional(),
  hd: z.string().optional(),
  azp: z.string().optional(),
  iat: z.number(),
  nonce: z.string(),
  aud: z.union([z.string(), z.array(z.string()).length(1)]),
})

/** Google's claims about a person, from a token whose signature and meaning were checked. */
export type GoogleClaims = z.output<typeof claimsSchema> & { readonly __verified: true }

async function verifiedPayload(idToken: string): Promise<unknown> {
  const { AUTH_GOOGLE_ISSUER, AUTH_GOOGLE_ID } = env()
  const { payload } = await jwtVerify(idToken, await providerKeys(), {
    algorithms: ['RS256'],
    issuer: AUTH_GOOGLE_ISSUER,
    audience: AUTH_GOOGLE_ID,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'],
  })
  return payload
}

/** @throws {LoginRefused} sign_in_failed for every fault; {@link ProviderUnavailable} where the keys cannot be had */
export async function verifyIdToken(
  idToken: string,
  expectedNonce: string,
  now: Date,
): Promise<GoogleClaims> {
  try {
    const claims = claimsSchema.parse(await verifiedPayload(idToken))
    if (claims.nonce !== expectedNonce) throw new Error('nonce of another login')
    if (claims.azp !== undefined && claims.azp !== env().AUTH_GOOGLE_ID)
      throw new Error('issued to another client')
    if (claims.iat > now.getTime() / 1_000 + clockToleranceSeconds)
      throw new Error('issued in the future')
    return { ...claims, __verified: true }
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error
    if (error instanceof errors.JWKSTimeout) throw new ProviderUnavailable('keys timed out')
    throw new LoginRefused('sign_in_failed', { cause: error })
  }
}
