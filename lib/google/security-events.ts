// Reads what a verified security event token says (Google's Cross-Account Protection; RFC 8417 §2.2) into our own closed
// list. What we do not know is kept as 'unknown' and does nothing: the provider may add events at any time.
import { z } from 'zod'

const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'

const kinds = new Map<string, AccountEventKind | 'token_revoked' | 'verification'>([
  [`${risc}sessions-revoked`, 'sessions_revoked'],
  [`${oauth}tokens-revoked`, 'tokens_revoked'],
  [`${oauth}token-revoked`, 'token_revoked'],
  [`${risc}account-disabled`, 'account_disabled'],
  [`${risc}account-enabled`, 'account_enabled'],
  [`${risc}account-credential-change-required`, 'credential_change_required'],
  [`${risc}verification`, 'verification'],
])

export type AccountEventKind =
  | 'sessions_revoked'
  | 'tokens_revoked'
  | 'account_disabled'
  | 'account_disabled_hijacking'
  | 'account_disabled_bulk'
  | 'account_enabled'
  | 'credential_change_required'

export type SecurityEvent =
  | { kind: AccountEventKind; issuer: string; subject: string }
  | { kind: 'token_revoked'; algorithm: string; identifier: string }
  | { kind: 'verification'; state: string | null }
  | { kind: 'unknown' }

const maxEvents = 8
const text = z.string().min(1).max(1_024)

// PostgreSQL has no NUL in text.
const identifierText = z
  .string()
  .min(1)
  .max(255)
  .refine((value) => !value.includes('\0') && value.isWellFormed())

const claimsSchema = z.object({
  iat: z.number().int().positive(),
  jti: identifierText,
  events: z.record(text, z.record(z.string(), z.unknown())).refine((events) => {
    const count = Object.keys(events).length
    return count > 0 && count <= maxEvents
  }),
  // RFC 9493 §3.1: where newer transmitters put the subject.
  sub_id: z.record(z.string(), z.unknown()).optional(),
})

const accountSubject = z.object({ iss: text, sub: identifierText })
const tokenSubject = z.object({
  token_type: z.string(),
  token_identifier_alg: z.string(),
  token: text,
})

export type SecurityEventClaims = {
  jti: string
  issuedAt: Date
  events: SecurityEvent[]
}

function disabledKind(reason: unknown): AccountEventKind {
  if (reason === 'hijacking') return 'account_disabled_hijacking'
  return reason === 'bulk-account' ? 'account_disabled_bulk' : 'account_disabled'
}

function toTokenEvent(subject: unknown): SecurityEvent {
  const { token_type, token_identifier_alg, token } = tokenSubject.parse(subject)
  // Google names refresh tokens only.
  if (token_type !== 'refresh_token') return { kind: 'unknown' }
  return { kind: 'token_revoked', algorithm: token_identifier_alg, identifier: token }
}

function toEvent(type: string, payload: Record<string, unknown>, subjectId: unknown) {
  const kind = kinds.get(type)
  if (!kind) return { kind: 'unknown' as const }
  if (kind === 'verification') {
    const { state } = payload
    return { kind, state: typeof state === 'string' ? state : null }
  }
  const subject = payload.subject ?? subjectId
  if (kind === 'token_revoked') return toTokenEvent(subject)
  const { iss: issuer, sub } = accountSubject.parse(subject)
  const exact = kind === 'account_disabled' ? disabledKind(payload.reason) : kind
  return { kind: exact, issuer, subject: sub }
}

/** @throws {z.ZodError} where the claims are not those of a security event token */
export function parseSecurityEvents(claims: unknown): SecurityEventClaims {
  const { iat, jti, events, sub_id } = claimsSchema.parse(claims)
  return {
    jti,
    issuedAt: new Date(iat * 1_000),
    events: Object.entries(events).map(([type, payload]) => toEvent(type, payload, sub_id)),
  }
}

/** What has to be done about an account. Verified choices, explained in docs/security-events.md. */
export type Consequence = {
  endsSessions: boolean
  wipesTokens: boolean
  /** Whether Google's account may be signed in with from now on; null leaves that as it is. */
  isBlocked: boolean | null
}

const nothing: Consequence = { endsSessions: false, wipesTokens: false, isBlocked: null }

export const consequences: Record<AccountEventKind, Consequence> = {
  sessions_revoked: { ...nothing, endsSessions: true },
  tokens_revoked: { ...nothing, endsSessions: true, wipesTokens: true },
  account_disabled_hijacking: { ...nothing, endsSessions: true, isBlocked: true },
  account_disabled_bulk: { ...nothing, isBlocked: true },
  account_disabled: { ...nothing, isBlocked: true },
  account_enabled: { ...nothing, isBlocked: false },
  credential_change_required: nothing,
}
