import 'server-only'
import { db } from '@/lib/db/client'

/** A session as its user's export shows it: no hash of any token. */
export type ExportedSession = {
  id: string
  user_agent: string | null
  network: string | null
  created_at: string
  last_seen_at: string
  idle_expires_at: string
  absolute_expires_at: string
  ended_at: string | null
  end_reason: string | null
}

/** All that is stored of the user's sessions, the ended ones included, in the order of their ids, behind `after`. */
export async function listStoredSessions(
  userId: string,
  after: ExportedSession | null,
  limit: number,
): Promise<ExportedSession[]> {
  const rows = await db().session.findMany({
    where: { userId, ...(after && { id: { gt: after.id } }) },
    orderBy: { id: 'asc' },
    take: limit,
    omit: { tokenHash: true, previousHash: true },
  })
  return rows.map((row) => ({
    id: row.id,
    user_agent: row.userAgent,
    network: row.truncatedAddress,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    idle_expires_at: row.idleExpiresAt.toISOString(),
    absolute_expires_at: row.absoluteExpiresAt.toISOString(),
    ended_at: row.revokedAt?.toISOString() ?? null,
    end_reason: row.revokedReason,
  }))
}
