import type { LoginErrorCode } from '@/lib/auth/login-errors'
import type { EndReason } from '@/lib/session/end-reason'

/** How a session can be over: by its user's own word, or without it. */
export type End = EndReason | 'signed_out'

// Of lib/session/end-reason.ts, which stays on the server; the type holds the two together.
const known: Record<EndReason, true> = {
  session_ended: true,
  session_idle: true,
  session_revoked: true,
  session_protected: true,
}

export function toEndReason(value: unknown): EndReason | null {
  return typeof value === 'string' && Object.hasOwn(known, value) ? (value as EndReason) : null
}

const signedOutCodes: readonly (LoginErrorCode | null)[] = [
  ...(['signed_out', 'account_deleted', 'account_deleted_google_kept'] as const),
]

/** What the sign-in page's code says of a session: null where it tells of no end. */
export function toEnd(code: LoginErrorCode | null): End | null {
  return signedOutCodes.includes(code) ? 'signed_out' : toEndReason(code)
}
