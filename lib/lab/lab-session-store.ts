// What the session lab reads of a session's row, and how it lets time pass there. Never a token, never a hash.
import 'server-only'
import { dbPool } from '@/lib/db/client'
import { requireLab } from './require-lab'

/** Seconds, by the database's clock. */
export type SessionAges = {
  begun: number
  lastSeen: number
  rotated: number
  /** Whether the refresh token has ever been replaced. */
  hasPredecessor: boolean
  idleLeft: number
  absoluteLeft: number
}

export async function readSessionAges(sessionId: string): Promise<SessionAges | null> {
  requireLab()
  const { rows } = await dbPool().query<SessionAges>({
    name: 'lab-session-ages',
    text: `SELECT floor(extract(epoch FROM now() - created_at))::int AS begun,
        floor(extract(epoch FROM now() - last_seen_at))::int AS "lastSeen",
        floor(extract(epoch FROM now() - rotated_at))::int AS rotated,
        previous_hash IS NOT NULL AS "hasPredecessor",
        floor(extract(epoch FROM idle_expires_at - now()))::int AS "idleLeft",
        floor(extract(epoch FROM absolute_expires_at - now()))::int AS "absoluteLeft"
      FROM sessions WHERE id = $1`,
    values: [sessionId],
  })
  return rows[0] ?? null
}

/** Lets the current refresh token be older than it is, so that nobody has to wait for the grace to pass. */
export async function ageRefreshToken(sessionId: string, seconds: number): Promise<void> {
  requireLab()
  await dbPool().query({
    name: 'lab-age-refresh-token',
    text: 'UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => $2) WHERE id = $1',
    values: [sessionId, seconds],
  })
}
