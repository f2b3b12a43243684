// What an administrator does to a user happens in here. Guarantees that at that very moment the acting session lives and
// its user is an administrator, by the database; that two administrators who act on each other take turns, so that one of
// two who block each other is left; and that a sign-in, a deletion or a security event of the user comes before or after,
// never in between. Does not decide what may be done to whom.
import 'server-only'
import { nameActor } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { findActingSession } from '@/lib/session/acting-session-store'
import { noteRevoked } from '@/lib/session/revocation'
import type { RevokedSession } from '@/lib/session/session-store'
import { findIdentities } from '@/lib/user/own-user-store'
import { lockUsers } from '@/lib/user/user-admin-store'
import { lockIdentity } from '@/lib/user/user-store'

/** The session that asks, and whose it is. */
export type Administrator = { userId: string; sessionId: string }

/** Why nothing was done: the acting session has ended, it is no administrator's, or there is no such user. */
export type AdminRefusal = 'session_over' | 'not_admin' | 'unknown_user'

type Done<Outcome> = { outcome: Outcome; ended: RevokedSession[] }

async function lockBoth(
  transaction: Transaction,
  actor: Administrator,
  userId: string,
): Promise<AdminRefusal | null> {
  // In the order of a sign-in and of a deletion: identity, user, sessions.
  for (const identity of await findIdentities(transaction, userId))
    await lockIdentity(transaction, identity)
  const locked = await lockUsers(transaction, [actor.userId, userId])
  // Asked only now: before, another administrator may have been about to change the answer.
  const acting = await findActingSession(transaction, actor.userId, actor.sessionId)
  if (!acting?.isLive) return 'session_over'
  if (acting.role !== 'admin') return 'not_admin'
  return locked.includes(userId) ? null : 'unknown_user'
}

/** @throws {AppError} too_many_requests */
export async function actOnUser<Outcome>(
  actor: Administrator,
  userId: string,
  act: (transaction: Transaction) => Promise<Done<Outcome>>,
): Promise<Outcome | AdminRefusal> {
  await requireWithinLimit('admin', { user: actor.userId })
  const done = await db().$transaction(
    async (transaction): Promise<Done<Outcome | AdminRefusal>> => {
      const refusal = await lockBoth(transaction, actor, userId)
      if (refusal) return { outcome: refusal, ended: [] }
      await nameActor(transaction, actor.sessionId)
      return act(transaction)
    },
  )
  for (const { id } of done.ended) noteRevoked(id)
  return done.outcome
}
