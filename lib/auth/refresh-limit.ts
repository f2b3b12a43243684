import 'server-only'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { openRefreshToken } from '@/lib/session/refresh-token'

/**
 * A token of ours counts for its session, wherever it comes from; everything else counts for the address.
 * @throws {AppError} too_many_requests, before anything is read of the session
 */
export async function requireWithinRefreshLimit(
  dangerousToken: string | null,
  address: string | null,
): Promise<void> {
  const token = dangerousToken ? await openRefreshToken(dangerousToken) : null
  if (token) await requireWithinLimit('refresh', { session: token.sessionId })
  else await requireWithinLimit('refresh_stray', { address })
}
