import 'server-only'
import { log } from '@/lib/log/logger'
import { type EndReason, toRevokedReason } from './end-reason'
import { findRevokedReason } from './session-store'

/** Why a session is over that is known to be. Not worth failing for: without the database the answer is a general one. */
export async function endReasonOfSession(sessionId: string): Promise<EndReason> {
  try {
    return toRevokedReason(await findRevokedReason(sessionId))
  } catch (error) {
    log.warn('reason of an end not read', { error })
    return 'session_revoked'
  }
}
