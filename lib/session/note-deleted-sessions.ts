import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import { noteRevoked } from './revocation'
import { lockSessionsOf } from './session-store'

/**
 * For a transaction that is about to delete a user. The database lists deleted sessions as ended by itself
 * (docs/decisions/0012), which the replicas learn within a second.
 * @returns what to call once the transaction has committed: this replica then refuses them at once
 */
export async function prepareSessionDeletion(
  transaction: Transaction,
  userId: string,
): Promise<() => void> {
  const sessions = await lockSessionsOf(transaction, { userId })
  return () => sessions.filter(({ isLive }) => isLive).forEach(({ id }) => noteRevoked(id))
}
