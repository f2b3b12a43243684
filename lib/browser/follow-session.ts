// What the page does when the session changes under it: after a sign-out a protected page is left; after any other end it
// stays, behind the dialog that offers to sign in (components/session-ended-dialog.tsx); any other page is loaded anew, and
// a page out of the back-forward cache never shows what was private before.
import { paths } from '@/lib/config/paths'
import type { SessionClient } from './session-client'
import { rememberSignOut } from './sign-out-notice'

/** The page as this code sees it; the real one is `currentPage`. */
export type Page = {
  isProtected: () => boolean
  /** Path and query of the address shown. */
  path: () => string
  hide: () => void
  /** Has the next page of this tab say that one is signed out. */
  announceSignOut: () => void
  reload: () => void
  leaveTo: (path: string) => void
}

export function followSession(session: SessionClient, page: Page): () => void {
  return session.subscribe(() => {
    const state = session.getState()
    if (state.status === 'signed-in') return
    if (state.status === 'ended' && page.isProtected()) return
    if (state.status === 'signed-out' && page.isProtected()) {
      page.hide()
      return page.leaveTo(paths.login(page.path(), 'signed_out'))
    }
    if (page.isProtected()) page.hide()
    if (state.status === 'signed-out') page.announceSignOut()
    page.reload()
  })
}

/**
 * To be called for `pagehide`: what the back-forward cache keeps is hidden before it is frozen, so that not one frame of
 * it is shown on the way back. A page that is not kept is gone anyway.
 */
export function onPageHide(mayBeKept: boolean, session: SessionClient, page: Page): void {
  if (mayBeKept && (page.isProtected() || session.getState().user)) page.hide()
}

/** To be called for `pageshow`: a frozen page has missed every message, so it asks the server again. */
export function onPageShow(wasRestored: boolean, session: SessionClient, page: Page): void {
  if (!wasRestored) return
  if (page.isProtected() || session.getState().user) page.hide()
  page.reload()
}

export function currentPage(isProtected: () => boolean): Page {
  return {
    isProtected,
    path: () => window.location.pathname + window.location.search,
    hide: () => document.documentElement.setAttribute('hidden', ''),
    announceSignOut: () => rememberSignOut(),
    reload: () => window.location.reload(),
    // The protected page's entry in the history goes, so that Back does not return to it.
    leaveTo: (path) => window.location.replace(path),
  }
}
