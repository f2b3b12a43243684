import 'server-only'
import { isUnavailable } from '@/lib/db/unavailable'
import { log } from '@/lib/log/logger'
import { findHeldTokens } from './grant-store'
import { type ScopeName, hasScope, scopeNames } from './scopes'

/** What of the catalogue a user has granted, as far as we know: Google may know of a change that we have not met yet. */
export type GoogleConnection = {
  granted: readonly ScopeName[]
  /** Google has refused what is stored; what was granted has to be granted once more. */
  needsReconnect: boolean
}

/** @returns null while the database is in trouble: a page goes on without it */
export async function getGoogleConnection(userId: string): Promise<GoogleConnection | null> {
  try {
    const held = await findHeldTokens(userId)
    return {
      granted: scopeNames.filter((name) => held && hasScope(held.grantedScopes, name)),
      needsReconnect: held?.needsReconsent ?? false,
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log.warn('google connection not read', { error })
    return null
  }
}
