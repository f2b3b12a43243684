import type { LoginErrorCode } from '@/lib/auth/login-errors'

export type LoginMessage = {
  tone: 'notice' | 'alarm'
  /** What happened, in words; `account` is the e-mail address that was refused, where it is known. */
  text: (account: string | null) => string
  /** The same account would fail again: offer to choose another one. */
  offersOtherAccount?: boolean
}

/** Our words for each way a sign-in or a session can end. Never the provider's text. */
export const loginMessages: Record<LoginErrorCode, LoginMessage> = {
  cancelled: {
    tone: 'notice',
    text: () => 'Sign-in was cancelled. Nothing was shared.',
    offersOtherAccount: true,
  },
  link_expired: {
    tone: 'notice',
    text: () => 'That sign-in link has expired or was already used. Please start again.',
  },
  domain_not_allowed: {
    tone: 'alarm',
    text: (account) =>
      `${account ?? 'This Google account'} does not belong to the organisation that may sign in here.`,
    offersOtherAccount: true,
  },
  account_disabled: {
    tone: 'alarm',
    text: (account) =>
      `${account ?? 'This account'} has been blocked on this site. Ask its administrator if you think this is a mistake.`,
    offersOtherAccount: true,
  },
  google_account_disabled: {
    tone: 'alarm',
    text: (account) =>
      `Google has told us that ${account ?? 'this account'} is disabled there, so it cannot be used to sign in. Recover it with Google, then try again.`,
    offersOtherAccount: true,
  },
  email_unverified: {
    tone: 'alarm',
    text: (account) =>
      `Google has not verified the e-mail address${account ? ` ${account}` : ' of this account'}. Verify it with Google, then sign in again.`,
    offersOtherAccount: true,
  },
  email_in_use: {
    tone: 'alarm',
    text: (account) =>
      `${account ?? 'This e-mail address'} already belongs to another Google account here. Accounts are never joined by address alone: sign in with the account you used first, or ask the administrator.`,
    offersOtherAccount: true,
  },
  provider_unavailable: {
    tone: 'alarm',
    text: () =>
      'Google sign-in is having trouble. Where you are signed in already, you stay so. Please try again in a moment.',
  },
  service_unavailable: {
    tone: 'alarm',
    text: () =>
      'This site is having trouble. You are not signed out. Please try again in a moment.',
  },
  sign_in_failed: {
    tone: 'alarm',
    text: () => 'Sign-in did not work, and nothing was saved. Please try again.',
  },
  too_many_attempts: {
    tone: 'alarm',
    text: () => 'There were too many attempts.',
  },
  signed_out: {
    tone: 'notice',
    text: () => 'You are signed out.',
  },
  session_ended: {
    tone: 'notice',
    text: () => 'Your session has ended. Sign in to go on where you were.',
  },
  session_idle: {
    tone: 'notice',
    text: () =>
      'You were signed out because you had been away for a long time. Sign in to go on where you were.',
  },
  session_revoked: {
    tone: 'notice',
    text: () =>
      'This session was ended from elsewhere, or to protect your account. Sign in to go on where you were.',
  },
  account_deleted: {
    tone: 'notice',
    text: () =>
      'Your account has been deleted, with everything kept about you here. Signing in again makes a new, empty account.',
  },
  account_deleted_google_kept: {
    tone: 'notice',
    text: () =>
      'Your account has been deleted, with everything kept about you here. Google could not be told: remove this site’s access in your Google Account, under third-party connections.',
  },
}
