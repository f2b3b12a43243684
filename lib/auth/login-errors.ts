/** Every reason a sign-in or a session can end with a visit to the login page: the closed list of `/login?error=`. */
export const loginErrorCodes = [
  'cancelled',
  'link_expired',
  'domain_not_allowed',
  'account_disabled',
  'email_unverified',
  'email_in_use',
  'provider_unavailable',
  'service_unavailable',
  'sign_in_failed',
  'too_many_attempts',
  'session_ended',
  'session_idle',
  'session_revoked',
] as const

export type LoginErrorCode = (typeof loginErrorCodes)[number]

export function toLoginErrorCode(value: string | null | undefined): LoginErrorCode | null {
  return loginErrorCodes.find((code) => code === value) ?? null
}
