// What is recorded about one user: to be handed out to them, and stripped of what points at them when they go.
import 'server-only'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'

/** An audit event as an export shows it. */
export type ExportedAuditEvent = {
  id: string
  type: string
  reason: string | null
  session_id: string | null
  actor_session_id: string | null
  network: string | null
  created_at: string
}

/** The user's events, oldest first, behind `after`. */
export async function listAuditEvents(
  userId: string,
  after: ExportedAuditEvent | null,
  limit: number,
): Promise<ExportedAuditEvent[]> {
  const place = after && { createdAt: new Date(after.created_at), id: after.id }
  const rows = await db().auditEvent.findMany({
    where: {
      userId,
      // The first bound is what the index can use; the rest tells events of one millisecond apart.
      ...(place && {
        createdAt: { gte: place.createdAt },
        NOT: { createdAt: place.createdAt, id: { lte: place.id } },
      }),
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    reason: row.reason,
    session_id: row.sessionId,
    actor_session_id: row.actorSessionId,
    network: row.truncatedAddress,
    created_at: row.createdAt.toISOString(),
  }))
}

const batchSize = 5_000

/**
 * Takes the network addresses out of a user's events. Type, time and ids stay: once the user's row is gone, nothing says
 * whose they were (docs/decisions/0020). In batches, so that each statement stays within its time-out.
 */
export async function forgetAddresses(transaction: Transaction, userId: string): Promise<void> {
  for (;;) {
    const count = await transaction.$executeRaw`
      UPDATE audit_events SET truncated_address = NULL WHERE id IN (
        SELECT id FROM audit_events
        WHERE user_id = ${userId}::uuid AND truncated_address IS NOT NULL LIMIT ${batchSize}
      )`
    if (count < batchSize) return
  }
}
