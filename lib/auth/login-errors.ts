/**
 * Every reason a sign-in, a session or an account can end with a visit to the login page: the closed list of
 * `/login?error=`.
 */
export const loginErrorCodes = [
  'cancelled',
  'link_expired',
  'domain_not_allowed',
  'account_disabled',
  'google_account_disabled',
  'email_unverified',
  'email_in_use',
  'provider_unavailable',
  'service_unavailable',
  'sign_in_failed',
  'too_many_attempts',
  'signed_out',
  'session_ended',
  'session_idle',
  'session_revoked',
  'session_protected',
  'account_deleted',
  'account_deleted_google_kept',
] as const

export type LoginErrorCode = (typeof loginErrorCodes)[number]

export function toLoginErrorCode(value: string | null | undefined): LoginErrorCode | null {
  return loginErrorCodes.find((code) => code === value) ?? null
}
