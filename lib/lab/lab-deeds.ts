// What the session lab does to the session of the person who asks, and to no other: through the same functions that a
// browser, a thief or another device would reach, on the real rows. What it reports is what they answered.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import type { CurrentUser } from '@/lib/auth/current-user'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { mintAccessToken, verifyAccessToken } from '@/lib/session/access-token'
import { signOut } from '@/lib/session/end-session'
import { endOwnSession } from '@/lib/session/own-sessions'
import { createRefreshToken } from '@/lib/session/refresh-token'
import { type RenewedSession, renewSession } from '@/lib/session/renew-session'
import { isSessionRevoked } from '@/lib/session/revocation'
import { createSession, newSessionId } from '@/lib/session/session-store'
import { ageRefreshToken } from './lab-session-store'
import type { LabStep } from './lab-steps'
import { requireLab } from './require-lab'

/** The session that asks, and the refresh token of its cookie. */
export type LabSubject = {
  user: CurrentUser
  refreshToken: string
  truncatedAddress: string | null
}

const otherDevice =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

/** An access token of this session that has run out: what a browser holds that slept through its lifetime. */
export async function mintExpiredToken(user: CurrentUser, now: Date): Promise<string> {
  requireLab()
  const { sessionId, role, email, name, picture } = user
  const subject = { userId: user.id, sessionId, role, email, name, picture }
  const anHourAgo = new Date(now.getTime() - 3_600_000)
  return mintAccessToken(subject, anHourAgo, 60)
}

export async function passGrace({ user }: LabSubject): Promise<LabStep[]> {
  requireLab()
  await ageRefreshToken(user.sessionId, env().REFRESH_GRACE_SECONDS + 1)
  return ['grace_passed']
}

async function isHonoured(renewed: RenewedSession | string, now: Date): Promise<boolean> {
  if (typeof renewed === 'string') return false
  const claims = await verifyAccessToken(renewed.accessToken, now)
  return claims !== null && !(await isSessionRevoked(claims.sid))
}

async function fateOf(sessionId: string): Promise<LabStep> {
  return (await isSessionRevoked(sessionId)) ? 'session_is_over' : 'session_lives'
}

/**
 * A thief has a copy of the cookie and uses it first. Later the owner's browser comes with the token it still has, which
 * has been replaced: one of the two is a thief, nobody knows which, and both are out (RFC 9700 §4.14.2).
 */
export async function stealSession(subject: LabSubject, now: Date): Promise<LabStep[]> {
  requireLab()
  const { user, refreshToken, truncatedAddress } = subject
  await passGrace(subject)
  const thief = await renewSession(refreshToken, now, truncatedAddress)
  if (typeof thief === 'string') return ['thief_was_refused', await fateOf(user.sessionId)]
  const isThiefLetIn = await isHonoured(thief, now)
  await passGrace(subject)
  const owner = await renewSession(refreshToken, now, truncatedAddress)
  const thiefAgain = await renewSession(thief.refreshToken, now, truncatedAddress)
  return [
    'thief_renewed',
    isThiefLetIn ? 'thief_is_let_in' : 'thief_access_refused',
    'grace_passed',
    typeof owner === 'string' ? 'owner_was_refused' : 'owner_renewed',
    typeof thiefAgain === 'string' ? 'thief_was_refused' : 'thief_renewed',
    (await isHonoured(thief, now)) ? 'thief_access_accepted' : 'thief_access_refused',
    await fateOf(user.sessionId),
  ]
}

async function signInElsewhere(userId: string, truncatedAddress: string | null): Promise<string> {
  const id = newSessionId()
  // Its token goes to nobody: the other device is never seen again.
  const { hash } = await createRefreshToken(id)
  const session = { id, userId, tokenHash: hash, userAgent: otherDevice, truncatedAddress }
  await db().$transaction(async (transaction) => {
    await createSession(transaction, session)
    const event = { type: 'sign_in', userId, sessionId: id, truncatedAddress } as const
    await recordAuditEvent(transaction, event)
  })
  return id
}

/** Another device of the same person signs in, ends this session and leaves. */
export async function endFromElsewhere(subject: LabSubject): Promise<LabStep[]> {
  requireLab()
  const { user, truncatedAddress } = subject
  const sessionId = await signInElsewhere(user.id, truncatedAddress)
  await endOwnSession({ userId: user.id, sessionId, truncatedAddress }, user.sessionId)
  await signOut({ sessionId, tokenHash: null }, false, truncatedAddress)
  return [
    'other_device_signed_in',
    'other_device_ended_this',
    'other_device_signed_out',
    await fateOf(user.sessionId),
  ]
}
