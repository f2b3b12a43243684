import { createHash, randomBytes } from 'node:crypto'
import type { Draft } from '../id-token.ts'
import { eventTypes, toRiscIssuer, type EventName } from './event-types.ts'

export const tokenIdentifiers = ['prefix', 'hash_base64_sha512_sha512'] as const
export type TokenIdentifier = (typeof tokenIdentifiers)[number]

function sha512(bytes: string | Buffer): Buffer {
  return createHash('sha512').update(bytes).digest()
}

/** A refresh token as `token-revoked` names it: never the token itself. */
export function identifyToken(refreshToken: string, algorithm: TokenIdentifier): string {
  if (algorithm === 'prefix') return refreshToken.slice(0, 16)
  return sha512(sha512(refreshToken)).toString('base64')
}

export interface SecurityEvent {
  event: EventName
  subject: Record<string, unknown> | undefined
  reason?: string
  state?: string
}

export function toAccountSubject(issuer: string, sub: string): Record<string, unknown> {
  return { subject_type: 'iss-sub', iss: toRiscIssuer(issuer), sub }
}

export function toTokenSubject(algorithm: TokenIdentifier, token: string): Record<string, unknown> {
  return {
    subject_type: 'oauth_token',
    token_type: 'refresh_token',
    token_identifier_alg: algorithm,
    token,
  }
}

/** A security event token (RFC 8417), not yet signed. There is no `exp`: it tells of the past. */
export function toSecurityEventDraft(
  { event, ...details }: SecurityEvent,
  { issuer, clientId, kid, now }: { issuer: string; clientId: string; kid: string; now: Date },
): Draft {
  return {
    header: { alg: 'RS256', kid, typ: 'secevent+jwt' },
    claims: {
      iss: toRiscIssuer(issuer),
      aud: clientId,
      iat: Math.floor(now.getTime() / 1000),
      jti: randomBytes(16).toString('hex'),
      events: { [eventTypes[event]]: details },
    },
  }
}
