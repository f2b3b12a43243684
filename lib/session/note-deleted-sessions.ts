import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import { noteRevoked } from './revocation'
import { lockSessionsOf } from './session-store'

/**
 * For a transaction that is about to delete a user. The database lists deleted sessions as ended by itself
 * (docs/decisions/0012), which the replicas learn within a second.
 * @param actorId the session that asks for it
 * @returns whether that session lives, and what to call once the transaction has committed: this replica then refuses
 * all of them at once
 */
export async function prepareSessionDeletion(
  transaction: Transaction,
  userId: string,
  actorId: string,
): Promise<{ isActorLive: boolean; noteEnded: () => void }> {
  const sessions = await lockSessionsOf(transaction, { userId })
  const liveIds = sessions.filter(({ isLive }) => isLive).map(({ id }) => id)
  return {
    isActorLive: liveIds.includes(actorId),
    noteEnded: () => liveIds.forEach((id) => noteRevoked(id)),
  }
}
