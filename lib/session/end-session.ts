import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { noteRevoked } from './revocation'
import { type RevocationReason, findSessionOwner, revokeSessions } from './session-store'

/** Ends the session, or with `everywhere` all sessions of its user; ending what is over changes nothing. */
export async function signOut(
  sessionId: string,
  everywhere: boolean,
  truncatedAddress: string | null,
): Promise<void> {
  const userId = everywhere ? await findSessionOwner(sessionId) : null
  const type: RevocationReason = everywhere ? 'sign_out_everywhere' : 'sign_out'
  const revoked = await db().$transaction(async (transaction) => {
    const ended = await revokeSessions(transaction, userId ? { userId } : { id: sessionId }, type)
    const [first] = ended
    if (first)
      await recordAuditEvent(transaction, {
        type,
        userId: first.userId,
        sessionId,
        truncatedAddress,
      })
    return ended
  })
  for (const { id } of revoked) noteRevoked(id)
}

/** A new sign-in in the same browser ends the session it replaces (OWASP ASVS 5.0 §7.2.4). */
export async function endReplacedSession(
  transaction: Transaction,
  sessionId: string,
): Promise<void> {
  await revokeSessions(transaction, { id: sessionId }, 'replaced')
}
