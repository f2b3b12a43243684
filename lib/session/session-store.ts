// The statements on `sessions`. The database's clock judges every time; no rule lives here (see rotation.ts).
import 'server-only'
import { uuidv7 } from 'uuidv7'
import { env } from '@/lib/config/env'
import { dbPool } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import type { Role } from './access-token'

/** What the database says of a presented token, read in the same statement that may have moved the row. */
export type RotationRow = {
  outcome: 'rotated' | 'unmoved'
  user_id: string
  email: string
  name: string | null
  picture: string | null
  role: Role
  token_hash: Buffer
  is_current: boolean
  is_previous: boolean
  is_within_grace: boolean
  is_live: boolean
  /** Over by the idle limit alone. */
  is_idle: boolean
  revoked_reason: string | null
  is_revoked: boolean
  expires_in_seconds: number
}

// How fine `last_seen_at` is. A closer trail of when somebody was there would serve nobody.
const lastSeenSeconds = 300

// Far more than anybody has browsers. What reads, locks or ends all of a user's sessions is bounded by it.
const maxLiveSessions = 100

const userColumns = 'u.id AS user_id, u.email, u.name, u.picture, u.role'
const stateColumns = `
  s.token_hash,
  s.token_hash = $2 AS is_current,
  COALESCE(s.previous_hash = $2, false) AS is_previous,
  s.rotated_at > now() - make_interval(secs => $4) AS is_within_grace,
  (s.revoked_at IS NULL AND s.idle_expires_at > now() AND s.absolute_expires_at > now()
    AND u.disabled_at IS NULL) AS is_live,
  s.idle_expires_at <= now() AND s.absolute_expires_at > now() AS is_idle,
  (s.revoked_at IS NOT NULL OR u.disabled_at IS NOT NULL) AS is_revoked,
  s.revoked_reason,
  floor(extract(epoch FROM LEAST(s.idle_expires_at, s.absolute_expires_at) - now()))::int AS expires_in_seconds`

// One statement: it moves the row where the token is current, alive and older than the grace, and otherwise says what
// it saw. A loser of a race waits for the winner's row, matches nothing, and sees the row as it was before.
const rotateStatement = `
WITH moved AS (
  UPDATE sessions s
  SET previous_hash = s.token_hash,
      token_hash = $3,
      rotated_at = now(),
      last_seen_at = CASE WHEN s.last_seen_at <= now() - make_interval(secs => $6) THEN now() ELSE s.last_seen_at END,
      idle_expires_at = LEAST(now() + make_interval(secs => $5), s.absolute_expires_at)
  FROM users u
  WHERE s.id = $1 AND s.token_hash = $2 AND u.id = s.user_id AND u.disabled_at IS NULL
    AND s.revoked_at IS NULL AND s.idle_expires_at > now() AND s.absolute_expires_at > now()
    AND s.rotated_at <= now() - make_interval(secs => $4)
  RETURNING 'rotated' AS outcome, ${userColumns}, ${stateColumns}
)
SELECT * FROM moved
UNION ALL
SELECT 'unmoved', ${userColumns}, ${stateColumns}
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM moved)`

/** @returns null where there is no such session */
export async function moveOrRead(
  sessionId: string,
  presentedHash: Buffer,
  successorHash: Buffer,
): Promise<RotationRow | null> {
  const { REFRESH_GRACE_SECONDS, SESSION_IDLE_SECONDS } = env()
  const { rows } = await dbPool().query<RotationRow>({
    name: 'session-rotate',
    text: rotateStatement,
    values: [
      ...[sessionId, presentedHash, successorHash],
      ...[REFRESH_GRACE_SECONDS, SESSION_IDLE_SECONDS, lastSeenSeconds],
    ],
  })
  return rows[0] ?? null
}

export type NewSession = {
  id: string
  userId: string
  tokenHash: Buffer<ArrayBuffer>
  userAgent: string | null
  truncatedAddress: string | null
}

/** UUID version 7 (RFC 9562 §5.7): new rows land side by side, and the id tells when the session began. */
export function newSessionId(): string {
  return uuidv7()
}

/** @returns seconds until the session ends unless it is used */
export async function createSession(
  transaction: Transaction,
  { id, userId, tokenHash, userAgent, truncatedAddress }: NewSession,
): Promise<number> {
  const { SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS } = env()
  await transaction.$executeRaw`
    INSERT INTO sessions (id, user_id, token_hash, user_agent, truncated_address, idle_expires_at, absolute_expires_at)
    VALUES (${id}::uuid, ${userId}::uuid, ${tokenHash}, ${userAgent}, ${truncatedAddress},
      now() + make_interval(secs => ${SESSION_IDLE_SECONDS}::int),
      now() + make_interval(secs => ${SESSION_ABSOLUTE_SECONDS}::int))`
  return SESSION_IDLE_SECONDS
}

export type RevocationReason =
  | 'sign_out'
  | 'sign_out_everywhere'
  | 'ended_by_user'
  | 'ended_by_admin'
  | 'user_blocked'
  | 'replaced'
  | 'too_many_sessions'
  | 'token_reuse'
  | 'security_event'

export type RevokedSession = {
  id: string
  userId: string
  tokenHash: Uint8Array
  previousHash: Uint8Array | null
}

/** Live but for `isLive` false: then its user is blocked. */
export type LockedSession = { id: string; isLive: boolean }

/**
 * The sessions of the user that have not ended, held until the transaction ends. Whoever means to end several takes them
 * in this one order: two who did so at once, each holding its own, would wait for each other.
 */
export async function lockSessionsOf(
  transaction: Transaction,
  owner: { userId: string } | { sessionId: string },
): Promise<LockedSession[]> {
  const [userId, id] = 'userId' in owner ? [owner.userId, null] : [null, owner.sessionId]
  return transaction.$queryRaw<LockedSession[]>`
    SELECT s.id, u.disabled_at IS NULL AS "isLive"
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.user_id = COALESCE(${userId}::uuid, (SELECT user_id FROM sessions WHERE id = ${id}::uuid))
      AND s.revoked_at IS NULL AND s.idle_expires_at > now() AND s.absolute_expires_at > now()
    ORDER BY s.id FOR UPDATE OF s`
}

/**
 * What a new session ends: the one it replaces, and the oldest live ones where its user would have more than
 * `maxLiveSessions`. Held until the transaction ends, in the order of {@link lockSessionsOf}.
 */
export async function lockDisplacedSessions(
  transaction: Transaction,
  { id, userId }: Pick<NewSession, 'id' | 'userId'>,
  replacedId: string | null,
): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions
    WHERE revoked_at IS NULL AND (id = ${replacedId}::uuid OR id IN (
      SELECT id FROM sessions
      WHERE user_id = ${userId}::uuid AND id <> ${id}::uuid AND id IS DISTINCT FROM ${replacedId}::uuid
        AND revoked_at IS NULL AND idle_expires_at > now() AND absolute_expires_at > now()
      ORDER BY created_at DESC, id DESC OFFSET ${maxLiveSessions - 1}::int))
    ORDER BY id FOR UPDATE`
  return rows.map((row) => row.id)
}

/** Whether the session is the user's, over or not. */
export async function isSessionOf(
  transaction: Transaction,
  userId: string,
  id: string,
): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM sessions WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`
  return rows.length === 1
}

/** Ends live sessions and says which; ending one twice changes nothing. */
export async function revokeSessions(
  transaction: Transaction,
  ids: readonly string[],
  reason: RevocationReason,
): Promise<RevokedSession[]> {
  return transaction.$queryRaw<RevokedSession[]>`
    UPDATE sessions SET revoked_at = clock_timestamp(), revoked_reason = ${reason}
    WHERE id = ANY(${[...ids]}::uuid[]) AND revoked_at IS NULL
      AND idle_expires_at > now() AND absolute_expires_at > now()
    RETURNING id, user_id AS "userId", token_hash AS "tokenHash", previous_hash AS "previousHash"`
}

/** By the database, this moment: for what cannot be taken back. */
export async function isSessionLive(userId: string, sessionId: string): Promise<boolean> {
  const { rowCount } = await dbPool().query({
    name: 'session-is-live',
    text: `SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id = $2 AND s.user_id = $1 AND u.disabled_at IS NULL AND s.revoked_at IS NULL
        AND s.idle_expires_at > now() AND s.absolute_expires_at > now()`,
    values: [userId, sessionId],
  })
  return rowCount === 1
}

/** @returns null where it was not revoked, or is gone */
export async function findRevokedReason(sessionId: string): Promise<string | null> {
  const { rows } = await dbPool().query<{ revoked_reason: string | null }>({
    name: 'session-revoked-reason',
    text: 'SELECT revoked_reason FROM sessions WHERE id = $1',
    values: [sessionId],
  })
  return rows[0]?.revoked_reason ?? null
}

export type LiveSession = {
  id: string
  userAgent: string | null
  truncatedAddress: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

/** The first of them is `firstId`, where it is among them; then the latest seen. */
export async function listLiveSessions(
  userId: string,
  firstId: string,
  limit: number,
): Promise<LiveSession[]> {
  const { rows } = await dbPool().query<LiveSession>({
    name: 'sessions-live-of-user',
    text: `SELECT id, user_agent AS "userAgent", truncated_address AS "truncatedAddress",
        created_at AS "createdAt", last_seen_at AS "lastSeenAt",
        LEAST(idle_expires_at, absolute_expires_at) AS "expiresAt"
      FROM sessions
      WHERE user_id = $1 AND revoked_at IS NULL AND idle_expires_at > now() AND absolute_expires_at > now()
      ORDER BY (id = $2) DESC, last_seen_at DESC, id DESC LIMIT $3`,
    values: [userId, firstId, limit],
  })
  return rows
}

/** What the browsers of the user's sessions called themselves, of ended ones too; nobody else's. */
export async function listUserAgents(
  userId: string,
  ids: readonly string[],
): Promise<{ id: string; userAgent: string | null }[]> {
  if (ids.length === 0) return []
  const { rows } = await dbPool().query<{ id: string; userAgent: string | null }>({
    name: 'sessions-user-agents',
    text: `SELECT id, user_agent AS "userAgent" FROM sessions WHERE id = ANY($2::uuid[]) AND user_id = $1`,
    values: [userId, ids],
  })
  return rows
}

/** Sessions revoked or deleted, or of users blocked, within the last `seconds`: their access tokens may still be in time. */
export async function listRecentlyRevoked(seconds: number): Promise<string[]> {
  const { rows } = await dbPool().query<{ id: string }>({
    name: 'sessions-recently-revoked',
    text: `SELECT id FROM sessions WHERE revoked_at > now() - make_interval(secs => $1)
      UNION ALL
      SELECT id FROM ended_sessions WHERE ended_at > now() - make_interval(secs => $1)
      UNION ALL
      SELECT s.id FROM users u JOIN sessions s ON s.user_id = u.id
      WHERE u.disabled_at > now() - make_interval(secs => $1) AND s.revoked_at IS NULL
        AND s.idle_expires_at > now() - make_interval(secs => $1)
        AND s.absolute_expires_at > now() - make_interval(secs => $1)`,
    values: [seconds],
  })
  return rows.map((row) => row.id)
}
