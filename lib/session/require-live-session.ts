import 'server-only'
import { AppError } from '@/lib/errors'
import { isSessionLive } from './session-store'

/**
 * For what cannot be taken back. The list of revoked sessions may be a second old, which is enough to read.
 * @throws {AppError} invalid_token where the session is over
 */
export async function requireLiveSession(userId: string, sessionId: string): Promise<void> {
  if (!(await isSessionLive(userId, sessionId))) throw new AppError('invalid_token')
}
