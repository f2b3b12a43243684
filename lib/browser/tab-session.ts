// The session of one tab, put together: what it knows, whom it asks, and what of the browser's events it follows.
import { toLoginErrorCode } from '@/lib/auth/login-errors'
import { paths } from '@/lib/config/paths'
import { createApiFetch } from './api-client'
import type { AuthContextValue } from './auth-context'
import { createSignInWait } from './await-sign-in'
import { browserEnvironment } from './browser-environment'
import { confirmOnReturn } from './confirm-on-return'
import { Connection } from './connection'
import { currentPage, followSession, onPageHide, onPageShow } from './follow-session'
import { forgetDrafts } from './forget-drafts'
import { renewAheadOfExpiry } from './renew-ahead'
import { SessionClient } from './session-client'
import type { SessionUser } from './session-types'

export type TabSession = AuthContextValue & {
  /** Begins to follow the other tabs and the browser. Returns the way out. */
  start: () => () => void
}

export function createTabSession(user: SessionUser | null, idleSeconds: number): TabSession {
  const connection = new Connection(browserEnvironment)
  const environment = { ...browserEnvironment, fetch: connection.fetch }
  const session = new SessionClient(user, environment, idleSeconds)
  let protectedPages = 0
  const isProtected = () => protectedPages > 0
  const awaitSignIn = createSignInWait(session, environment, isProtected)
  // What nobody asked for must not wait for a sign-in, and be sent after it.
  const askAlone = createApiFetch(session, environment)

  function start(): () => void {
    const page = currentPage(isProtected)
    const ahead = renewAheadOfExpiry(session, environment)
    const confirm = confirmOnReturn(session, askAlone, environment)
    function onReturn() {
      ahead.wake()
      connection.wake()
      confirm()
    }
    if (user) forgetDrafts(user.id)
    const stops = [
      session.subscribe(() => forgetDraftsAfter(session)),
      followSession(session, page),
      connection.subscribe(ahead.wake),
      session.start(signInPageError()),
      listen(window, 'pageshow', (event) => onPageShow(event.persisted, session, page)),
      listen(window, 'pagehide', (event) => onPageHide(event.persisted, session, page)),
      listen(window, 'online', ahead.wake),
      listen(window, 'online', connection.hear),
      listen(window, 'offline', connection.hear),
      listen(window, 'focus', onReturn),
      listenToVisibility(onReturn),
    ]
    // The network may have gone before anybody listened.
    connection.hear()
    return () => {
      for (const stop of stops.reverse()) stop()
      ahead.stop()
      connection.stop()
    }
  }

  return {
    ...{ session, connection, start },
    apiFetch: createApiFetch(session, environment, awaitSignIn),
    protectPage() {
      protectedPages += 1
      return () => {
        protectedPages -= 1
      }
    },
  }
}

/** Why nobody is signed in, where this is the sign-in page and says so. */
function signInPageError() {
  const { pathname, search } = window.location
  if (pathname !== paths.loginPage) return null
  return toLoginErrorCode(new URLSearchParams(search).get('error'))
}

function forgetDraftsAfter(session: SessionClient): void {
  const state = session.getState()
  const isOver = state.status === 'signed-out' && state.hasSignedOut
  if (isOver || state.status === 'unknown') forgetDrafts(null)
}

function listen<Name extends keyof WindowEventMap>(
  target: Window,
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
): () => void {
  target.addEventListener(name, listener)
  return () => target.removeEventListener(name, listener)
}

function listenToVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
