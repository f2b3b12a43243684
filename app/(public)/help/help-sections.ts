/** The entries of the help page in their order; an entry about a code of the login page is named as the code. */
export const helpSections = [
  {
    id: 'here',
    entries: [
      'cancelled',
      'link_expired',
      'domain_not_allowed',
      'account_disabled',
      'google_account_disabled',
      'email_unverified',
      'email_in_use',
      'provider_unavailable',
      'too_many_attempts',
      'session_ended',
      'session_idle',
      'session_revoked',
      'session_protected',
    ],
  },
  {
    id: 'google',
    entries: [
      'redirect_uri_mismatch',
      'access_denied',
      'org_internal',
      'admin_policy_enforced',
      'unverified_app',
      'invalid_client',
      'disallowed_useragent',
    ],
  },
  { id: 'browser', entries: ['cookies_blocked', 'private_window', 'wrong_clock', 'other_account'] },
  { id: 'account', entries: ['see_sessions', 'withdraw_access'] },
  { id: 'reference', entries: ['reference_number'] },
] as const

export type HelpEntry = (typeof helpSections)[number]['entries'][number]
