/** What an account holds of Google's so far. */
type HeldGrant = { hasRefreshToken: boolean; scopes: readonly string[]; needsReconsent: boolean }

/**
 * Whether what a sign-in brought takes the place of what is held. A sign-in asks for identity alone: its tokens must not
 * shrink what the person has granted since. A refresh token comes only with a new consent, which stands for itself:
 * Google issues one to a sign-in where the grant of before is gone.
 */
export function replacesHeldGrant(
  held: HeldGrant,
  brought: { refreshToken: string | null; scopes: readonly string[] },
): boolean {
  if (brought.refreshToken !== null) return true
  // Without a refresh token nothing is healed; the next consent does that.
  if (held.needsReconsent) return false
  if (!held.hasRefreshToken) return true
  return held.scopes.every((scope) => brought.scopes.includes(scope))
}
