/** How the attempt to end a session ended. */
export type SessionOutcome = 'ended' | 'others_ended' | 'not_found' | 'refused' | 'failed'

export const sessionOutcomes: Record<SessionOutcome, string> = {
  ended: 'The session has been ended.',
  others_ended: 'All other sessions have been ended. This is the only device still signed in.',
  not_found: 'That session is not there any more.',
  refused: 'Nothing was ended: this session is over itself. Please sign in again.',
  failed: 'Nothing was ended: the site is having trouble. Please try again in a moment.',
}
