// What happened, for an operator to read: written in the same transaction as what it records. No token, code, e-mail
// address or full network address goes in here.
import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Transaction } from '@/lib/db/transaction'

/** Everything that is recorded: the closed list, explained in docs/audit-events.md. */
export const auditEventTypes = [
  'sign_in',
  'sign_in_refused',
  'sign_out',
  'sign_out_everywhere',
  'refresh_token_reuse',
  'session_revoked',
  // Written by triggers in the database, whoever changes the row (docs/decisions/0012).
  'admin_granted',
  'admin_withdrawn',
  'user_disabled',
  'user_enabled',
  'user_deleted',
  'consent_granted',
  'consent_withdrawn',
  'consent_refused',
  'reconsent_needed',
  'account_exported',
  'account_deleted',
  'google_security_event',
] as const

export type AuditEventType = (typeof auditEventTypes)[number]

export type AuditEvent = {
  type: AuditEventType
  /** Whom it happened to. */
  userId?: string | null
  /** What it happened to; where the session itself acted, the acting one. */
  sessionId?: string | null
  /** The session that asked for it, where another one did; null where the site or its operator acted. */
  actorSessionId?: string | null
  /** A code from a closed list of ours, never text from outside. */
  reason?: string | null
  truncatedAddress?: string | null
}

export async function recordAuditEvent(transaction: Transaction, event: AuditEvent): Promise<void> {
  await transaction.auditEvent.create({ data: { id: uuidv7(), ...event } })
}

/** Any number of them in one statement. */
export async function recordAuditEvents(
  transaction: Transaction,
  events: readonly AuditEvent[],
): Promise<void> {
  const data = events.map((event) => ({ id: uuidv7(), ...event }))
  await transaction.auditEvent.createMany({ data })
}

/**
 * For the changes whose event a trigger writes: whoever has them made in this transaction is named in it, too.
 * @param sessionId the session that asked for it
 */
export async function nameActor(transaction: Transaction, sessionId: string): Promise<void> {
  await transaction.$executeRaw`SELECT set_config('gatehouse.actor_session', ${sessionId}, true)`
}
