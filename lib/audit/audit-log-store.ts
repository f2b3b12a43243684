// The audit log as it is read, by an administrator and by each user of their own: newest first, by type, user and time.
import 'server-only'
import { dbPool } from '@/lib/db/client'

/** Where a page of the log ended. */
export type AuditPlace = { createdAt: Date; id: string }

export type AuditFilter = {
  type: string | null
  /** null for everybody's; empty for nobody's. */
  userIds: readonly string[] | null
  from: Date | null
  /** The first moment that is out of it. */
  until: Date | null
}

export type LoggedEvent = {
  id: string
  type: string
  userId: string | null
  sessionId: string | null
  actorSessionId: string | null
  reason: string | null
  truncatedAddress: string | null
  createdAt: Date
}

/**
 * Read along an index on the time: of all events, of one type's or of one user's. Whoever asks for a type and a user reads
 * past the other types of that user, or the other users' of that type, whichever Postgres thinks is less; hence no named
 * statement.
 */
export async function findLoggedEvents(
  { type, userIds, from, until }: AuditFilter,
  before: AuditPlace | null,
  limit: number,
): Promise<LoggedEvent[]> {
  const { rows } = await dbPool().query<LoggedEvent>(
    `SELECT id, type, user_id AS "userId", session_id AS "sessionId",
       actor_session_id AS "actorSessionId", reason, truncated_address AS "truncatedAddress",
       created_at AS "createdAt"
     FROM audit_events
     WHERE ($1::text IS NULL OR type = $1::text)
       AND ($2::uuid[] IS NULL OR user_id = ANY($2::uuid[]))
       AND ($3::timestamptz IS NULL OR created_at >= $3::timestamptz)
       AND ($4::timestamptz IS NULL OR created_at < $4::timestamptz)
       AND ($5::timestamptz IS NULL OR (created_at, id) < ($5::timestamptz, $6::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $7`,
    [type, userIds, from, until, before?.createdAt ?? null, before?.id ?? null, limit],
  )
  return rows
}

/** Whose the sessions were, by their sign-ins, as long as those are on record. */
export async function findSignedInUsers(
  sessionIds: readonly string[],
): Promise<{ sessionId: string; userId: string }[]> {
  if (sessionIds.length === 0) return []
  const { rows } = await dbPool().query<{ sessionId: string; userId: string }>(
    `SELECT session_id AS "sessionId", user_id AS "userId" FROM audit_events
     WHERE type = 'sign_in' AND session_id = ANY($1::uuid[]) AND user_id IS NOT NULL`,
    [sessionIds],
  )
  return rows
}
