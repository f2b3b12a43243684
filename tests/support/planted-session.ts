// A user with a live session, written straight into the database: the state after a sign-in, without Google.
import { queryDatabase } from './query-database.ts'
import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { forgeAccessToken, hashOf, mintRefreshToken } from './forge.ts'
import type { StackAddresses } from './stack/addresses.ts'

export interface PlantedSession {
  readonly userId: string
  readonly sessionId: string
  readonly email: string
  readonly refreshToken: string
  readonly accessToken: string
}

export interface Planting {
  /** Adds a session to a user who is there already. */
  readonly userId?: string
  /** How long ago the refresh token was minted. */
  readonly ageSeconds?: number
  readonly idleSeconds?: number
  readonly absoluteSeconds?: number
  readonly userAgent?: string
  readonly truncatedAddress?: string
}

type Stack = Pick<StackAddresses, 'databaseUrl' | 'authUrl' | 'authSecret'>

const insertUser = `INSERT INTO users (id, email, email_verified, name) VALUES ($1, $2, true, 'Planted')`
const insertSession = `
INSERT INTO sessions (id, user_id, token_hash, rotated_at, idle_expires_at, absolute_expires_at, user_agent,
  truncated_address)
VALUES ($1, $2, $3, now() - make_interval(secs => $4), now() + make_interval(secs => $5),
  now() + make_interval(secs => $6), $7, $8)`

/** The refresh token is older than the grace unless told otherwise, so that the first renewal rotates it. */
export async function plantSession(stack: Stack, planting: Planting = {}): Promise<PlantedSession> {
  const { userId, ageSeconds = 3_600, idleSeconds = 3_600, absoluteSeconds = 7_200 } = planting
  const owner = userId ?? randomUUID()
  const email = `${owner}@example.com`
  const sessionId = uuidv7()
  const refreshToken = mintRefreshToken(stack.authSecret, sessionId)
  if (!userId) await queryDatabase(stack, insertUser, [owner, email])
  const times = [ageSeconds, idleSeconds, absoluteSeconds]
  const seen = [planting.userAgent ?? null, planting.truncatedAddress ?? null]
  const row = [sessionId, owner, hashOf(refreshToken), ...times, ...seen]
  await queryDatabase(stack, insertSession, row)
  const subject = { userId: owner, sessionId }
  const accessToken = await forgeAccessToken(stack, subject, { claims: { email } })
  return { userId: owner, sessionId, email, refreshToken, accessToken }
}

/** The Cookie header of a browser that holds these tokens. */
export function cookiesOf(tokens: { refreshToken?: string; accessToken?: string }): string {
  const pairs = [
    ['gatehouse-session', tokens.refreshToken],
    ['gatehouse-access', tokens.accessToken],
  ].filter(([, value]) => value !== undefined)
  return pairs.map(([name, value]) => `${name}=${value}`).join('; ')
}

export interface SessionRow {
  readonly token_hash: Buffer
  readonly previous_hash: Buffer | null
  readonly rotated_at: Date
  readonly last_seen_at: Date
  readonly revoked_at: Date | null
  readonly revoked_reason: string | null
  readonly idle_expires_at: Date
  readonly absolute_expires_at: Date
}

export async function readSession(stack: Stack, sessionId: string): Promise<SessionRow> {
  const [row] = await queryDatabase<SessionRow>(stack, 'SELECT * FROM sessions WHERE id = $1', [
    sessionId,
  ])
  if (!row) throw new Error(`no session ${sessionId}`)
  return row
}

/** Lets `seconds` pass since the last rotation, as the database sees it. */
export async function ageSession(stack: Stack, sessionId: string, seconds: number): Promise<void> {
  await queryDatabase(
    stack,
    'UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => $2) WHERE id = $1',
    [sessionId, seconds],
  )
}

export async function countAuditEvents(
  stack: Stack,
  sessionId: string,
  type: string,
): Promise<number> {
  const rows = await queryDatabase(
    stack,
    'SELECT 1 FROM audit_events WHERE session_id = $1 AND type = $2',
    [sessionId, type],
  )
  return rows.length
}
