// Deletes an account. Guarantees: all rows of the user go in one transaction or none does; sessions are refused on this
// replica at once and everywhere within a second; a deletion that is asked for twice at once, or that raced a sign-in,
// happens once. What stays are audit events without an address (docs/decisions/0020).
// Does not decide who may ask: that is answer-deletion.ts.
import 'server-only'
import { forgetAddresses } from '@/lib/audit/audit-event-store'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import { prepareSessionDeletion } from '@/lib/session/note-deleted-sessions'
import { deleteUser, findIdentities } from '@/lib/user/own-user-store'
import { lockAddress, lockIdentity } from '@/lib/user/user-store'

// Each statement has its own time-out; a long history is cleared in several.
const transactionMs = 30_000

/** Deleting what is gone changes nothing. */
export async function deleteAccount(userId: string, sessionId: string): Promise<void> {
  const noteEnded = await db().$transaction(
    async (transaction) => {
      // A sign-in that is under way either finds the user and its session goes too, or begins after and makes a new one.
      for (const identity of await findIdentities(transaction, userId)) {
        await lockIdentity(transaction, identity)
        await lockAddress(transaction, identity.email)
      }
      const note = await prepareSessionDeletion(transaction, userId)
      if (!(await deleteUser(transaction, userId))) return null
      await recordAuditEvent(transaction, { type: 'account_deleted', userId, sessionId })
      await forgetAddresses(transaction, userId)
      return note
    },
    { timeout: transactionMs },
  )
  noteEnded?.()
}
