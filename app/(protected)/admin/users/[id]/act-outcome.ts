/** How what an administrator meant to do to a user ended. */
export const actOutcomes = [
  'blocked',
  'unblocked',
  'ended',
  'all_ended',
  'own_account',
  'own_session',
  'unknown_session',
  'unknown_user',
  // Somebody else is signed in than the page was made for.
  'changed',
  'too_many',
  'failed',
] as const

export type ActOutcome = (typeof actOutcomes)[number]

/** In the reader's language, for what runs in the browser. */
export type OutcomeWords = Record<ActOutcome, string>
