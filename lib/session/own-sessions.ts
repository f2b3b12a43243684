// A user's own sessions: seen and ended from one of them. Guarantees that nobody reaches another user's, that a session
// which is over ends no other, and that of two which end each other at once one is left.
import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { type Device, deviceInWords, toDevice } from './device-in-words'
import { endSessions } from './end-session'
import { noteRevoked } from './revocation'
import { type LockedSession, isSessionOf, listLiveSessions, lockSessionsOf } from './session-store'

// The latest of them; whoever has more can still end all others.
const maxListed = 100

/** The session that asks, and whose it is. */
export type Actor = { userId: string; sessionId: string; truncatedAddress: string | null }

export type OwnSession = {
  id: string
  /** In words of ours: the user agent itself stays in its row. */
  device: string
  /** The same in parts, for a page to put into its own language. */
  deviceParts: Device
  /** /24 of IPv4, /48 of IPv6, from the sign-in. */
  truncatedAddress: string | null
  createdAt: Date
  lastSeenAt: Date
  /** When it ends unless it is used. */
  expiresAt: Date
  isCurrent: boolean
}

/** The live sessions of the user: the one that asks, then the others by when they were last seen. */
export async function listOwnSessions(
  actor: Pick<Actor, 'userId' | 'sessionId'>,
): Promise<OwnSession[]> {
  const rows = await listLiveSessions(actor.userId, actor.sessionId, maxListed)
  return rows.map(({ userAgent, ...row }) => {
    const device = { device: deviceInWords(userAgent), deviceParts: toDevice(userAgent) }
    return { ...row, ...device, isCurrent: row.id === actor.sessionId }
  })
}

// The list of revoked sessions may be a second old, which is enough to read but not to end what belongs to somebody.
async function lockBesideLiveActor(
  transaction: Transaction,
  { userId, sessionId }: Actor,
): Promise<LockedSession[]> {
  const sessions = await lockSessionsOf(transaction, { userId })
  if (!sessions.some(({ id, isLive }) => id === sessionId && isLive))
    throw new AppError('invalid_token')
  return sessions
}

/**
 * Ends one of the user's sessions; one that is over already stays so.
 * @throws {AppError} not_found for an id that is unknown or somebody else's, invalid_token where the actor's is over
 */
export async function endOwnSession(actor: Actor, id: string): Promise<void> {
  const ended = await db().$transaction(async (transaction) => {
    await lockBesideLiveActor(transaction, actor)
    if (!(await isSessionOf(transaction, actor.userId, id))) throw new AppError('not_found')
    return endSessions(transaction, [id], 'ended_by_user', actor)
  })
  for (const session of ended) noteRevoked(session.id)
}

/**
 * Ends all of the user's sessions but the one that asks.
 * @returns how many there were
 * @throws {AppError} invalid_token where the actor's is over
 */
export async function endOtherSessions(actor: Actor): Promise<number> {
  const ended = await db().$transaction(async (transaction) => {
    const sessions = await lockBesideLiveActor(transaction, actor)
    const others = sessions.filter(({ id, isLive }) => isLive && id !== actor.sessionId)
    const ids = others.map(({ id }) => id)
    return endSessions(transaction, ids, 'ended_by_user', actor)
  })
  for (const session of ended) noteRevoked(session.id)
  return ended.length
}
