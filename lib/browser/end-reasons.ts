import type { EndReason } from '@/lib/session/end-reason'

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
