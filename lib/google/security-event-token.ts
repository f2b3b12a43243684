// Verifies a security event token (RFC 8417) as Google's Cross-Account Protection asks: signed with RS256 by a key of the
// issuer that the RISC configuration names, that issuer to the letter, and our client as its audience. Its `exp` is not
// looked at, on purpose: it tells of the past. An ID token cannot pass for one: its issuer has no slash, and no `events`.
import 'server-only'
import { type ProtectedHeaderParameters, compactVerify, decodeProtectedHeader, errors } from 'jose'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { ProviderUnavailable } from './provider-fetch'
import { riscConfiguration } from './risc-configuration'
import { type SecurityEventClaims, parseSecurityEvents } from './security-events'

const clockToleranceMs = 10 * 60_000

/** RFC 8935 §2.4, "Security Event Token Error Codes". */
export type DeliveryErrorCode =
  | 'invalid_request'
  | 'invalid_key'
  | 'invalid_issuer'
  | 'invalid_audience'
  | 'authentication_failed'

/** An answer of 400: sending the same again does not help. `message` is told to the transmitter. */
export class DeliveryRefused extends Error {
  readonly code: DeliveryErrorCode

  constructor(code: DeliveryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DeliveryRefused'
    this.code = code
  }
}

// RFC 8417 §2.3 recommends the first form; a token without a type, or with the plain one, is told by its issuer and claims.
const acceptedTypes = [undefined, 'secevent+jwt', 'application/secevent+jwt', 'jwt']

function requireHeader(token: string): void {
  let header: ProtectedHeaderParameters
  try {
    header = decodeProtectedHeader(token)
  } catch (cause) {
    throw new DeliveryRefused('invalid_request', 'The body is not a signed token.', { cause })
  }
  const type: unknown = header.typ
  if (!acceptedTypes.includes(typeof type === 'string' ? type.toLowerCase() : undefined))
    throw new DeliveryRefused('invalid_request', 'The token is of another type.')
  if (header.alg !== 'RS256')
    throw new DeliveryRefused('authentication_failed', 'The token is not signed with RS256.')
  if (typeof header.kid !== 'string')
    throw new DeliveryRefused('invalid_key', 'The token does not name its key.')
}

function toRefusal(error: unknown): Error {
  if (error instanceof DeliveryRefused || error instanceof ProviderUnavailable) return error
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new DeliveryRefused('authentication_failed', 'The signature is not good.')
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return new DeliveryRefused('invalid_key', 'The key is not one of the issuer.')
  if (error instanceof errors.JWSInvalid || error instanceof errors.JOSENotSupported)
    return new DeliveryRefused('invalid_request', 'The token cannot be read.', { cause: error })
  // What is left of jose's errors is about the keys: they did not come, or not as keys.
  if (error instanceof errors.JOSEError)
    return new ProviderUnavailable('the keys cannot be used', { cause: error })
  return error as Error
}

function parsePayload(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new DeliveryRefused('invalid_request', 'The token is not JSON.', { cause })
  }
}

async function verifiedPayload(token: string): Promise<{ issuer: string; payload: unknown }> {
  requireHeader(token)
  const { issuer, keys } = await riscConfiguration()
  try {
    const { payload } = await compactVerify(token, keys, { algorithms: ['RS256'] })
    return { issuer, payload: parsePayload(payload) }
  } catch (error) {
    throw toRefusal(error)
  }
}

// Each may be absent, and is then refused under its own name.
const registeredClaims = z.object({ iss: z.unknown().optional(), aud: z.unknown().optional() })

function requireOurs(payload: unknown, issuer: string): void {
  const { iss, aud } = registeredClaims.catch({}).parse(payload)
  if (iss !== issuer)
    throw new DeliveryRefused('invalid_issuer', 'The token is not of the issuer expected here.')
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
  if (!audiences.includes(env().AUTH_GOOGLE_ID))
    throw new DeliveryRefused('invalid_audience', 'The token is meant for somebody else.')
}

/**
 * @throws {DeliveryRefused} for every fault of the token
 * @throws {ProviderUnavailable} where the keys cannot be had
 */
export async function verifySecurityEventToken(
  token: string,
  now: Date,
): Promise<SecurityEventClaims> {
  const { issuer, payload } = await verifiedPayload(token)
  requireOurs(payload, issuer)
  let claims: SecurityEventClaims
  try {
    claims = parseSecurityEvents(payload)
  } catch (cause) {
    const message = 'The claims are not those of a security event.'
    throw new DeliveryRefused('invalid_request', message, { cause })
  }
  // One from the future would outrank everything that is true until then.
  if (claims.issuedAt.getTime() > now.getTime() + clockToleranceMs)
    throw new DeliveryRefused('invalid_request', 'The token is from the future.')
  return claims
}
