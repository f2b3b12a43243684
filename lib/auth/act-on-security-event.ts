// Does what Google's security events ask for (docs/security-events.md). Guarantees that an event and all it does are
// written in one transaction, so that it is acted on once however often and wherever it is delivered, and not at all
// where anything fails. Trusts claims that lib/google/security-event-token.ts has verified.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { toTokenLookup } from '@/lib/google/refresh-token-index'
import {
  claimSecurityEvent,
  setGoogleBlocked,
  wipeRevokedTokens,
} from '@/lib/google/security-event-store'
import {
  type AccountEventKind,
  type SecurityEvent,
  type SecurityEventClaims,
  consequences,
} from '@/lib/google/security-events'
import { log } from '@/lib/log/logger'
import { endSessionsOf } from '@/lib/session/end-session'
import { noteRevoked } from '@/lib/session/revocation'
import { findAccount, lockIdentity } from '@/lib/user/user-store'

type AccountEvent = Extract<SecurityEvent, { subject: string }>
type Acted = { isKnown: boolean; revokedSessionIds: string[] }

const untouched: Acted = { isKnown: false, revokedSessionIds: [] }
const maxShownStateLength = 200

function isOurIssuer(issuer: string): boolean {
  return issuer.replace(/\/$/, '') === env().AUTH_GOOGLE_ISSUER.replace(/\/$/, '')
}

async function wipe(
  transaction: Transaction,
  which: Parameters<typeof wipeRevokedTokens>[1],
): Promise<string[]> {
  const wiped = await wipeRevokedTokens(transaction, which)
  for (const { userId } of wiped) {
    const reason = 'revoked_by_google'
    await recordAuditEvent(transaction, { type: 'reconsent_needed', userId, reason })
  }
  return wiped.map(({ userId }) => userId)
}

async function record(
  transaction: Transaction,
  userId: string | null,
  reason: AccountEventKind | 'token_revoked' | 'verification',
): Promise<void> {
  await recordAuditEvent(transaction, { type: 'google_security_event', userId, reason })
}

async function actOnAccount(
  transaction: Transaction,
  { kind, issuer, subject }: AccountEvent,
  happenedAt: Date,
): Promise<Acted> {
  if (!isOurIssuer(issuer)) return untouched
  const identity = { issuer: env().AUTH_GOOGLE_ISSUER, subject }
  // A sign-in that is under way ends before this, and its session too, or comes after and finds the account blocked.
  await lockIdentity(transaction, identity)
  const account = await findAccount(transaction, identity.issuer, subject)
  if (!account) return untouched
  const { accountId, userId } = account
  const { endsSessions, wipesTokens, isBlocked } = consequences[kind]
  await record(transaction, userId, kind)
  if (isBlocked !== null) await setGoogleBlocked(transaction, accountId, isBlocked, happenedAt)
  if (wipesTokens) await wipe(transaction, { accountId })
  const ended = endsSessions ? await endSessionsOf(transaction, userId, 'security_event', null) : []
  return { isKnown: true, revokedSessionIds: ended.map(({ id }) => id) }
}

async function actOnToken(
  transaction: Transaction,
  algorithm: string,
  identifier: string,
): Promise<Acted> {
  const lookup = await toTokenLookup(algorithm, identifier)
  const userIds = lookup ? await wipe(transaction, lookup) : []
  for (const userId of userIds) await record(transaction, userId, 'token_revoked')
  return { ...untouched, isKnown: userIds.length > 0 }
}

async function actOn(
  transaction: Transaction,
  event: SecurityEvent,
  happenedAt: Date,
): Promise<Acted> {
  if (event.kind === 'unknown') return untouched
  if (event.kind === 'token_revoked')
    return actOnToken(transaction, event.algorithm, event.identifier)
  if (event.kind !== 'verification') return actOnAccount(transaction, event, happenedAt)
  await record(transaction, null, 'verification')
  return untouched
}

function toLogFields(event: SecurityEvent, acted: Acted) {
  const { kind } = event
  if (kind === 'verification')
    return { kind, state: event.state?.slice(0, maxShownStateLength) ?? null }
  return { kind, known: acted.isKnown, sessionsEnded: acted.revokedSessionIds.length }
}

/** When this resolves, everything is written. An event that was acted on before does nothing. */
export async function actOnSecurityEvents(claims: SecurityEventClaims): Promise<void> {
  const { jti, issuedAt, events } = claims
  const type = events.map(({ kind }) => kind).join(',')
  const acted = await db().$transaction(async (transaction) => {
    if (!(await claimSecurityEvent(transaction, jti, type))) return null
    const each: Acted[] = []
    for (const event of events) each.push(await actOn(transaction, event, issuedAt))
    return each
  })
  if (!acted) {
    log.info('security event repeated', { jti, type })
    return
  }
  for (const { revokedSessionIds } of acted) revokedSessionIds.forEach(noteRevoked)
  events.forEach((event, at) =>
    log.info('security event', { jti, ...toLogFields(event, acted[at]!) }),
  )
}
