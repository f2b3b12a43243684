// Renewal of a session by its refresh token (design §5): idempotent, one statement, no lock. Fifty racing calls on any
// number of replicas end in one rotation and the same successor for all.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { type AccessTokenSubject, accessTokenLifetime, mintAccessToken } from './access-token'
import { type EndReason, endReasonOf } from './end-reason'
import { type RefreshToken, openRefreshToken, successorsOf } from './refresh-token'
import { noteRevoked } from './revocation'
import { judgeRotation } from './rotation'
import { type RotationRow, moveOrRead, revokeSessions } from './session-store'

/** A pair of fresh credentials and whom they speak for. */
export type RenewedSession = {
  refreshToken: string
  accessToken: string
  accessTokenSeconds: number
  sessionSeconds: number
  subject: AccessTokenSubject
}

// A race is decided by the time the loser reads again; a second loss would take a whole grace in between.
const maxAttempts = 3

function toSubject(row: RotationRow, sessionId: string): AccessTokenSubject {
  const { user_id: userId, email, name, picture, role } = row
  return { userId, sessionId, email, name, picture, role }
}

async function answer(row: RotationRow, token: RefreshToken, now: Date): Promise<RenewedSession> {
  const subject = toSubject(row, token.sessionId)
  const sessionSeconds = Math.max(row.expires_in_seconds, 1)
  const accessTokenSeconds = accessTokenLifetime(sessionSeconds)
  return {
    refreshToken: token.rawToken,
    accessToken: await mintAccessToken(subject, now, accessTokenSeconds),
    accessTokenSeconds,
    sessionSeconds,
    subject,
  }
}

async function endReusedSession(sessionId: string, truncatedAddress: string | null): Promise<void> {
  await db().$transaction(async (transaction) => {
    const [revoked] = await revokeSessions(transaction, [sessionId], 'token_reuse')
    // Two replays at once: the second finds nothing to end and has nothing to record.
    if (!revoked) return
    await recordAuditEvent(transaction, {
      type: 'refresh_token_reuse',
      userId: revoked.userId,
      sessionId,
      reason: 'token_reuse',
      truncatedAddress,
    })
  })
  noteRevoked(sessionId)
}

/**
 * @param dangerousToken the session cookie as the browser sent it
 * @returns why there is no session any more, as far as the caller may know, where it is over or was never there
 * @throws where the database does not answer; that is an outage, not a sign-out
 */
export async function renewSession(
  dangerousToken: string,
  now: Date,
  truncatedAddress: string | null,
): Promise<RenewedSession | EndReason> {
  const token = await openRefreshToken(dangerousToken)
  if (!token) return 'session_ended'
  const successors = await successorsOf(token)
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const row = await moveOrRead(token.sessionId, token.hash, successors[0].hash)
    const verdict = judgeRotation(row)
    if (verdict === 'ended' || !row) return endReasonOf(row)
    if (verdict === 'rotated') return answer(row, successors[0], now)
    if (verdict === 'unchanged') return answer(row, token, now)
    if (verdict === 'superseded') {
      const successor = successors.find((candidate) => candidate.hash.equals(row.token_hash))
      // Minted under a secret that this replica does not have (yet): another replica can answer.
      if (!successor) throw new AppError('service_unavailable', { retryAfterSeconds: 1 })
      return answer(row, successor, now)
    }
    if (verdict === 'reused') {
      await endReusedSession(token.sessionId, truncatedAddress)
      return 'session_ended'
    }
  }
  throw new AppError('service_unavailable', { retryAfterSeconds: 1 })
}
