// What an administrator's pages and acts ask of sessions.
import 'server-only'
import { dbPool } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import type { Role } from './access-token'

/** By the database, this moment. */
export type ActingSession = { isLive: boolean; role: Role }

/** @returns null where the user has no such session (any more) */
export async function findActingSession(
  transaction: Transaction,
  userId: string,
  sessionId: string,
): Promise<ActingSession | null> {
  const [row] = await transaction.$queryRaw<ActingSession[]>`
    SELECT u.role::text AS role, u.disabled_at IS NULL AND s.revoked_at IS NULL
      AND s.idle_expires_at > now() AND s.absolute_expires_at > now() AS "isLive"
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid`
  return row ?? null
}

export type SessionCount = { userId: string; count: number; lastSeenAt: Date }

/** The live sessions of each user who has any. */
export async function countLiveSessions(userIds: readonly string[]): Promise<SessionCount[]> {
  if (userIds.length === 0) return []
  const { rows } = await dbPool().query<SessionCount>(
    `SELECT user_id AS "userId", count(*)::int AS count, max(last_seen_at) AS "lastSeenAt"
     FROM sessions
     WHERE user_id = ANY($1::uuid[]) AND revoked_at IS NULL
       AND idle_expires_at > now() AND absolute_expires_at > now()
     GROUP BY user_id`,
    [userIds],
  )
  return rows
}

/** Whose the sessions are, as long as their rows are kept. */
export async function findSessionOwners(
  sessionIds: readonly string[],
): Promise<{ sessionId: string; userId: string }[]> {
  if (sessionIds.length === 0) return []
  const { rows } = await dbPool().query<{ sessionId: string; userId: string }>(
    'SELECT id AS "sessionId", user_id AS "userId" FROM sessions WHERE id = ANY($1::uuid[])',
    [sessionIds],
  )
  return rows
}
