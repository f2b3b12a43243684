'use client'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createApiFetch } from './api-client'
import { AuthContext, type AuthContextValue } from './auth-context'
import { browserEnvironment } from './browser-environment'
import { confirmOnReturn } from './confirm-on-return'
import { currentPage, followSession, onPageHide, onPageShow } from './follow-session'
import { renewAheadOfExpiry } from './renew-ahead'
import { SessionClient } from './session-client'
import type { SessionUser } from './session-types'

/**
 * The session of this tab, for everything below. `user` is whom the server rendered the page for: never a token, so
 * that none is ever part of a page's HTML.
 */
export function AuthProvider({
  user,
  children,
}: {
  user: SessionUser | null
  children: ReactNode
}) {
  const protectedPages = useRef(0)
  const [value] = useState<AuthContextValue>(() => {
    const session = new SessionClient(user, browserEnvironment)
    return {
      session,
      apiFetch: createApiFetch(session, browserEnvironment),
      protectPage() {
        protectedPages.current += 1
        return () => {
          protectedPages.current -= 1
        }
      },
    }
  })
  const { session, apiFetch } = value

  useEffect(() => {
    const page = currentPage(() => protectedPages.current > 0)
    const stopFollowing = followSession(session, page)
    const ahead = renewAheadOfExpiry(session, browserEnvironment)
    const confirm = confirmOnReturn(session, apiFetch, browserEnvironment)
    const stopSession = session.start()
    const onReturn = () => {
      ahead.wake()
      confirm()
    }
    const onShow = (event: PageTransitionEvent) => onPageShow(event.persisted, session, page)
    const onHide = (event: PageTransitionEvent) => onPageHide(event.persisted, session, page)
    window.addEventListener('pageshow', onShow)
    window.addEventListener('pagehide', onHide)
    window.addEventListener('online', ahead.wake)
    window.addEventListener('focus', onReturn)
    document.addEventListener('visibilitychange', onReturn)
    return () => {
      window.removeEventListener('pageshow', onShow)
      window.removeEventListener('pagehide', onHide)
      window.removeEventListener('online', ahead.wake)
      window.removeEventListener('focus', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
      stopSession()
      ahead.stop()
      stopFollowing()
    }
  }, [session, apiFetch])

  return <AuthContext value={value}>{children}</AuthContext>
}
