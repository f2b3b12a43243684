// Deletes an account. Guarantees: all rows of the user go in one transaction or none does; sessions are refused on this
// replica at once and everywhere within a second; a deletion that is asked for twice at once, or that raced a sign-in,
// happens once. What stays are audit events without an address (docs/decisions/0020).
// Does not decide who may ask: that is answer-deletion.ts.
import 'server-only'
import { forgetAddresses } from '@/lib/audit/audit-event-store'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { prepareSessionDeletion } from '@/lib/session/note-deleted-sessions'
import { deleteUser, findIdentities } from '@/lib/user/own-user-store'
import { lockAddress, lockIdentity } from '@/lib/user/user-store'

// Each statement has its own time-out; a long history is cleared in several.
const transactionMs = 30_000

/**
 * Deleting what is gone changes nothing.
 * @param sessionId the session that asks
 * @throws {AppError} invalid_token where that session is over and the account is not: the list of revoked sessions may be
 * a second old, which is enough to read but not to delete
 */
export async function deleteAccount(userId: string, sessionId: string): Promise<void> {
  const noteDeleted = await db().$transaction(
    async (transaction) => {
      // A sign-in that is under way either finds the user and its session goes too, or begins after and makes a new one.
      for (const identity of await findIdentities(transaction, userId)) {
        await lockIdentity(transaction, identity)
        await lockAddress(transaction, identity.email)
      }
      const { isActorLive, noteEnded } = await prepareSessionDeletion(
        transaction,
        userId,
        sessionId,
      )
      if (!(await deleteUser(transaction, userId))) return null
      // Thrown inside the transaction, which takes the deletion back.
      if (!isActorLive) throw new AppError('invalid_token')
      await recordAuditEvent(transaction, { type: 'account_deleted', userId, sessionId })
      await forgetAddresses(transaction, userId)
      return noteEnded
    },
    { timeout: transactionMs },
  )
  noteDeleted?.()
}
