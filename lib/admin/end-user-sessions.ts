// An administrator ends sessions of a user. The events carry no network address: they are the user's to export, and the
// address would be the administrator's.
import 'server-only'
import { endSessions, endSessionsOf } from '@/lib/session/end-session'
import { isSessionOf } from '@/lib/session/session-store'
import { type AdminRefusal, type Administrator, actOnUser } from './act-on-user'

/**
 * One that is over already stays so. One's own is signed out of, and not ended here by a slip.
 * @throws {AppError} too_many_requests
 */
export async function endUserSession(
  actor: Administrator,
  userId: string,
  sessionId: string,
): Promise<'ended' | 'own_session' | 'unknown_session' | AdminRefusal> {
  if (sessionId === actor.sessionId) return 'own_session'
  return actOnUser(actor, userId, async (transaction) => {
    if (!(await isSessionOf(transaction, userId, sessionId)))
      return { outcome: 'unknown_session', ended: [] }
    const by = { ...actor, truncatedAddress: null }
    const ended = await endSessions(transaction, [sessionId], 'ended_by_admin', by)
    return { outcome: 'ended', ended }
  })
}

/** All, but for the one that asks. @throws {AppError} too_many_requests */
export async function endUserSessions(
  actor: Administrator,
  userId: string,
): Promise<'all_ended' | AdminRefusal> {
  return actOnUser(actor, userId, async (transaction) => {
    const by = { ...actor, truncatedAddress: null }
    const ended = await endSessionsOf(transaction, userId, 'ended_by_admin', by)
    return { outcome: 'all_ended', ended }
  })
}
