import type { Activity } from '@/lib/audit/own-activity'

// Closed lists, as docs/audit-events.md explains them; a reason that is not on them is told by its type alone.
const sessionReasons = [
  'replaced',
  'too_many_sessions',
  'ended_by_user',
  'ended_by_admin',
  'user_blocked',
  'sign_out_everywhere',
  'security_event',
  'deleted',
] as const
const googleReasons = [
  'sessions_revoked',
  'tokens_revoked',
  'token_revoked',
  'account_disabled_hijacking',
  'account_disabled_bulk',
  'account_disabled',
  'account_enabled',
  'credential_change_required',
] as const

/** Which of the words in the messages’ area "activity" tell what happened. */
export function toActivityKey({ type, reason }: Pick<Activity, 'type' | 'reason'>) {
  if (type === 'session_revoked') {
    const known = sessionReasons.find((candidate) => candidate === reason)
    if (known) return `reasons.session_revoked.${known}` as const
  }
  if (type === 'google_security_event') {
    const known = googleReasons.find((candidate) => candidate === reason)
    if (known) return `reasons.google_security_event.${known}` as const
  }
  return `types.${type}` as const
}
