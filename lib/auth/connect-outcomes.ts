/** How asking for a Google permission, or giving one back, can end: the closed list of `?google=` on our own pages. */
export const connectOutcomes = [
  'connected',
  // Google's page was left with "Continue", but without ticking what was asked for.
  'not_granted',
  'cancelled',
  // Another Google account was chosen than the one of this user.
  'other_account',
  // Somebody signed out or in again while Google's page was open.
  'session_changed',
  'provider_unavailable',
  'service_unavailable',
  'too_many_attempts',
  'failed',
  'disconnected',
] as const

export type ConnectOutcome = (typeof connectOutcomes)[number]

const parameter = 'google'
const base = 'http://gatehouse.invalid'

export function toConnectOutcome(value: string | null | undefined): ConnectOutcome | null {
  return connectOutcomes.find((outcome) => outcome === value) ?? null
}

/** @param safePath a path of ours, from `paths` or through `toSafePath` */
export function withOutcome(safePath: string, outcome: ConnectOutcome): string {
  const url = new URL(safePath, base)
  url.searchParams.set(parameter, outcome)
  return url.pathname + url.search + url.hash
}
