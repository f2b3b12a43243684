// The rule of renewal, pure: what a presented refresh token is answered with, given what the database said of it.
// Reuse is exact (RFC 9700 §4.14.2): a token that we minted, of a session that lives, which is neither the current one
// nor its immediate predecessor within the grace, was stolen or replayed. docs/decisions/0004.

/** What the database knows of the session a token names. */
export type TokenSight = {
  outcome: 'rotated' | 'unmoved'
  is_current: boolean
  is_previous: boolean
  is_within_grace: boolean
  is_live: boolean
}

export type RotationVerdict =
  /** This call moved the row: answer with the first successor. */
  | 'rotated'
  /** The token is current and younger than the grace: answer with itself. */
  | 'unchanged'
  /** Its successor was minted within the grace: answer with that same successor. */
  | 'superseded'
  /** Another renewal moved the row while this statement waited: read again. */
  | 'raced'
  /** Stolen or replayed: end the session everywhere. */
  | 'reused'
  /** Revoked, expired, unknown, or its user is blocked. */
  | 'ended'

/** @param sight null where there is no such session */
export function judgeRotation(sight: TokenSight | null): RotationVerdict {
  if (!sight) return 'ended'
  if (sight.outcome === 'rotated') return 'rotated'
  if (!sight.is_live) return 'ended'
  // Seen as current and old enough, yet not moved: the row changed between snapshot and update.
  if (sight.is_current) return sight.is_within_grace ? 'unchanged' : 'raced'
  if (sight.is_previous && sight.is_within_grace) return 'superseded'
  return 'reused'
}
