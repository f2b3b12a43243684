import { env } from '@/lib/config/env'
import type { Role } from '@/lib/session/access-token'
import type { GoogleClaims } from './id-token'
import { LoginRefused } from './login-refused'

/**
 * Who may sign in: a verified address only, and with AUTH_GOOGLE_HD only that Workspace domain, judged by the ID token's
 * `hd` claim and never by how the address ends.
 * @throws {LoginRefused} email_unverified, domain_not_allowed
 */
export function requireAllowed(claims: GoogleClaims): void {
  const { AUTH_GOOGLE_HD } = env()
  if (claims.email_verified !== true)
    throw new LoginRefused('email_unverified', { account: claims.email })
  if (AUTH_GOOGLE_HD !== undefined && claims.hd !== AUTH_GOOGLE_HD)
    throw new LoginRefused('domain_not_allowed', { account: claims.email })
}

/** ADMIN_EMAILS is the only source of the admin role; leaving the list takes it away at the next sign-in. */
export function roleOf(claims: GoogleClaims): Role {
  const email = claims.email.toLowerCase()
  return env().ADMIN_EMAILS.some((admin) => admin.toLowerCase() === email) ? 'admin' : 'user'
}
