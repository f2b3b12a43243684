// POST /auth/logout and what its answer means. The cookie travels by itself and is never seen here.
import { paths } from '@/lib/config/paths'
import type { BrowserEnvironment } from './browser-environment'
import { SessionUnavailableError } from './session-errors'
import { shownUserHeader } from './shown-user'

/**
 * @param userId whom the page shows; the server refuses to sign out anybody else
 * @returns `somebody_else` where the browser is another user's by now, and nobody was signed out
 * @throws SessionUnavailableError where it could not be done
 */
export async function requestLogout(
  environment: BrowserEnvironment,
  userId: string | undefined,
  everywhere: boolean,
): Promise<'signed_out' | 'somebody_else'> {
  const response = await environment
    .fetch(everywhere ? paths.logoutEverywhere : paths.logout, {
      method: 'POST',
      headers: { 'x-csrf': '1', [shownUserHeader]: userId ?? '' },
      credentials: 'same-origin',
      redirect: 'error',
    })
    .catch(() => null)
  if (response?.status === 409) return 'somebody_else'
  if (!response?.ok) throw new SessionUnavailableError(null)
  return 'signed_out'
}
