// That somebody has just signed out on a page which everybody may see: kept for this tab over the load that follows, since
// the page that is left cannot say so any more.
import { sessionStorageOf } from './forget-drafts'

const key = 'gatehouse-signed-out'

export function rememberSignOut(storage: () => Storage = sessionStorageOf): void {
  try {
    storage().setItem(key, 'yes')
  } catch {
    // Where nothing can be stored, the page that is loaded says by itself that nobody is signed in.
  }
}

/** True once after a sign-out. */
export function takeSignOut(storage: () => Storage = sessionStorageOf): boolean {
  try {
    const isRemembered = storage().getItem(key) !== null
    storage().removeItem(key)
    return isRemembered
  } catch {
    return false
  }
}

let isAfterSignOut: boolean | null = null

/** Whether this page was loaded after a sign-out: the same for as long as it lives. */
export function followsSignOut(): boolean {
  isAfterSignOut ??= takeSignOut()
  return isAfterSignOut
}
