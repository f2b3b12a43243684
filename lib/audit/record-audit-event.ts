// What happened, for an operator to read: written in the same transaction as what it records. No token, code, e-mail
// address or full network address goes in here.
import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Transaction } from '@/lib/db/transaction'

export type AuditEventType =
  'sign_in' | 'sign_in_refused' | 'sign_out' | 'sign_out_everywhere' | 'refresh_token_reuse'

export type AuditEvent = {
  type: AuditEventType
  userId?: string | null
  sessionId?: string | null
  reason?: string | null
  truncatedAddress?: string | null
}

export async function recordAuditEvent(transaction: Transaction, event: AuditEvent): Promise<void> {
  await transaction.auditEvent.create({ data: { id: uuidv7(), ...event } })
}
