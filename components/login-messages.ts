import type { LoginErrorCode } from '@/lib/auth/login-errors'

type LoginMessage = {
  tone: 'notice' | 'alarm'
  /** The same account would fail again: offer to choose another one. */
  offersOtherAccount?: boolean
}

/** How each way a sign-in or a session can end is told. The words are ours, in the messages’ area "login"; never the provider's. */
export const loginMessages: Record<LoginErrorCode, LoginMessage> = {
  cancelled: { tone: 'notice', offersOtherAccount: true },
  link_expired: { tone: 'notice' },
  domain_not_allowed: { tone: 'alarm', offersOtherAccount: true },
  account_disabled: { tone: 'alarm', offersOtherAccount: true },
  google_account_disabled: { tone: 'alarm', offersOtherAccount: true },
  email_unverified: { tone: 'alarm', offersOtherAccount: true },
  email_in_use: { tone: 'alarm', offersOtherAccount: true },
  provider_unavailable: { tone: 'alarm' },
  service_unavailable: { tone: 'alarm' },
  sign_in_failed: { tone: 'alarm' },
  too_many_attempts: { tone: 'alarm' },
  signed_out: { tone: 'notice' },
  session_ended: { tone: 'notice' },
  session_idle: { tone: 'notice' },
  session_revoked: { tone: 'notice' },
  session_protected: { tone: 'notice' },
  account_deleted: { tone: 'notice' },
  account_deleted_google_kept: { tone: 'notice' },
}
