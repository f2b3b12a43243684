import 'server-only'
import { endSessionsOf } from '@/lib/session/end-session'
import { setDisabled } from '@/lib/user/user-admin-store'
import { type AdminRefusal, type Administrator, actOnUser } from './act-on-user'

/**
 * Nobody signs in as this user any more, and all their sessions end with the same commit; twice is once. Nobody blocks
 * themselves: who would be left to undo it?
 * @throws {AppError} too_many_requests
 */
export async function blockUser(
  actor: Administrator,
  userId: string,
): Promise<'blocked' | 'own_account' | AdminRefusal> {
  if (userId === actor.userId) return 'own_account'
  return actOnUser(actor, userId, async (transaction) => {
    await setDisabled(transaction, userId, true)
    const by = { ...actor, truncatedAddress: null }
    const ended = await endSessionsOf(transaction, userId, 'user_blocked', by)
    return { outcome: 'blocked', ended }
  })
}

/** They may sign in again; no session comes back. @throws {AppError} too_many_requests */
export async function unblockUser(
  actor: Administrator,
  userId: string,
): Promise<'unblocked' | AdminRefusal> {
  return actOnUser(actor, userId, async (transaction) => {
    await setDisabled(transaction, userId, false)
    return { outcome: 'unblocked', ended: [] }
  })
}
