import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { noteRevoked } from './revocation'
import { type RevocationReason, type RevokedSession, revokeSessions } from './session-store'

/** What a sign-out was asked with: a refresh token's hash, or null where an access token named the session. */
type Proof = { sessionId: string; tokenHash: Buffer | null }

// A session that is over, or a token from before its predecessor, must not reach the user's other sessions: whoever
// stole one could go on signing its owner out.
function mayEndOthers(ended: RevokedSession, { tokenHash }: Proof): boolean {
  if (!tokenHash) return true
  return [ended.tokenHash, ended.previousHash].some((hash) => hash && tokenHash.equals(hash))
}

/** Ends the session, or with `everywhere` all sessions of its user; ending what is over changes nothing. */
export async function signOut(
  proof: Proof,
  everywhere: boolean,
  truncatedAddress: string | null,
): Promise<void> {
  const { sessionId } = proof
  const type: RevocationReason = everywhere ? 'sign_out_everywhere' : 'sign_out'
  const revoked = await db().$transaction(async (transaction) => {
    const [own] = await revokeSessions(transaction, { id: sessionId }, type)
    if (!own) return []
    const { userId } = own
    await recordAuditEvent(transaction, { type, userId, sessionId, truncatedAddress })
    if (!everywhere || !mayEndOthers(own, proof)) return [own]
    return [own, ...(await revokeSessions(transaction, { userId }, type))]
  })
  for (const { id } of revoked) noteRevoked(id)
}

/**
 * A new sign-in in the same browser ends the session it replaces (OWASP ASVS 5.0 §7.2.4).
 * @returns whether there was one to end
 */
export async function endReplacedSession(
  transaction: Transaction,
  sessionId: string,
): Promise<boolean> {
  return (await revokeSessions(transaction, { id: sessionId }, 'replaced')).length > 0
}
