'use client'
import { useEffect, useState, type ReactNode } from 'react'
import { AuthContext } from './auth-context'
import type { SessionUser } from './session-types'
import { createTabSession } from './tab-session'

type Props = {
  user: SessionUser | null
  /** After how long without use the server ends a session. */
  idleSeconds: number
  children: ReactNode
}

/**
 * The session of this tab, for everything below. `user` is whom the server rendered the page for: never a token, so
 * that none is ever part of a page's HTML.
 */
export function AuthProvider({ user, idleSeconds, children }: Props) {
  const [tab] = useState(() => createTabSession(user, idleSeconds))
  useEffect(() => tab.start(), [tab])
  return <AuthContext value={tab}>{children}</AuthContext>
}
