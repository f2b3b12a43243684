'use client'
import { use, useCallback, useSyncExternalStore } from 'react'
import type { ApiFetch } from './api-client'
import { AuthContext, type AuthContextValue } from './auth-context'
import type { SessionState } from './session-types'

export type Auth = SessionState & {
  apiFetch: ApiFetch
  /** Rejects with SessionUnavailableError, still signed in, where the server could not be told. */
  logout: () => Promise<void>
  logoutEverywhere: () => Promise<void>
}

export function useAuthContext(): AuthContextValue {
  const value = use(AuthContext)
  if (!value) throw new Error('useAuth is used outside AuthProvider.')
  return value
}

export function useAuth(): Auth {
  const { session, apiFetch } = useAuthContext()
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState)
  const logout = useCallback(() => session.logout(), [session])
  const logoutEverywhere = useCallback(() => session.logout(true), [session])
  return { ...state, apiFetch, logout, logoutEverywhere }
}
