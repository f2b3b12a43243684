// Why a session is over, as far as the person may be told. Only who holds the token that the session ended with learns
// more than "ended": for garbage, for tokens of sessions that are not there and for outdated ones the answer is one.

/** Codes of lib/auth/login-errors.ts. */
export const endReasons = [
  'session_ended',
  'session_idle',
  'session_revoked',
  'session_protected',
] as const

export type EndReason = (typeof endReasons)[number]

/** What the database knows of an ended session that a token with a good MAC names. */
export type EndSight = {
  is_current: boolean
  is_previous: boolean
  is_idle: boolean
  is_revoked: boolean
  revoked_reason: string | null
}

// The person did this in the same browser: nothing happened elsewhere.
const ownDoing = ['sign_out', 'replaced']
// The site did it, because the session was no longer its owner's alone, or Google said so of the account.
const protecting = ['token_reuse', 'security_event']

/** @param sight null where there is no such session */
export function endReasonOf(sight: EndSight | null): EndReason {
  if (!sight || !(sight.is_current || sight.is_previous)) return 'session_ended'
  if (sight.is_revoked) return toRevokedReason(sight.revoked_reason)
  return sight.is_idle ? 'session_idle' : 'session_ended'
}

/** @param revokedReason why a session was revoked, as its row has it; null where only its user was blocked */
export function toRevokedReason(revokedReason: string | null): EndReason {
  if (revokedReason === null) return 'session_revoked'
  if (ownDoing.includes(revokedReason)) return 'session_ended'
  return protecting.includes(revokedReason) ? 'session_protected' : 'session_revoked'
}
