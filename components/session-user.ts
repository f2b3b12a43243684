import type { CurrentUser } from '@/lib/auth/current-user'
import type { SessionUser } from '@/lib/browser/session-types'

/** What of the current user goes into a page's props. Spelled out, so that nothing new slips along. */
export function toSessionUser({ id, email, name, picture, role }: CurrentUser): SessionUser {
  return { id, email, name, picture, role }
}
