import 'server-only'
import {
  type AuditEvent,
  recordAuditEvent,
  recordAuditEvents,
} from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { noteRevoked } from './revocation'
import {
  type RevocationReason,
  type RevokedSession,
  lockSessionsOf,
  revokeSessions,
} from './session-store'

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
  const type = everywhere ? 'sign_out_everywhere' : 'sign_out'
  const revoked = await db().$transaction(async (transaction) => {
    const all = everywhere ? await lockSessionsOf(transaction, { sessionId }) : []
    const [own] = await revokeSessions(transaction, [sessionId], type)
    if (!own) return []
    const { userId } = own
    await recordAuditEvent(transaction, { type, userId, sessionId, truncatedAddress })
    if (!mayEndOthers(own, proof)) return [own]
    const others = all.map(({ id }) => id).filter((id) => id !== sessionId)
    const by = { sessionId, truncatedAddress }
    return [own, ...(await endSessions(transaction, others, type, by))]
  })
  for (const { id } of revoked) noteRevoked(id)
}

/**
 * Ends sessions and records each. To be noted as revoked once that has committed.
 * @param actor the session that asked for it; null where Google or the site did
 */
export async function endSessions(
  transaction: Transaction,
  ids: readonly string[],
  reason: RevocationReason,
  actor: { sessionId: string; truncatedAddress: string | null } | null,
): Promise<RevokedSession[]> {
  if (ids.length === 0) return []
  const ended = await revokeSessions(transaction, ids, reason)
  const { sessionId: actorSessionId = null, truncatedAddress = null } = actor ?? {}
  const events = ended.map(({ id: sessionId, userId }): AuditEvent => {
    return { type: 'session_revoked', userId, sessionId, actorSessionId, reason, truncatedAddress }
  })
  await recordAuditEvents(transaction, events)
  return ended
}

/**
 * Ends all sessions of a user, but for the one that asks for it.
 * @param actor null where Google asked for it, or the site
 */
export async function endSessionsOf(
  transaction: Transaction,
  userId: string,
  reason: RevocationReason,
  actor: { sessionId: string; truncatedAddress: string | null } | null,
): Promise<RevokedSession[]> {
  const all = await lockSessionsOf(transaction, { userId })
  const ids = all.map(({ id }) => id).filter((id) => id !== actor?.sessionId)
  return endSessions(transaction, ids, reason, actor)
}
