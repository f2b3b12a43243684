'use client'
import { createContext } from 'react'
import type { ApiFetch } from './api-client'
import type { Connection } from './connection'
import type { SessionClient } from './session-client'

export type AuthContextValue = {
  session: SessionClient
  connection: Connection
  apiFetch: ApiFetch
  /** Marks the page on display as one for signed-in users only. Returns the way back. */
  protectPage: () => () => void
}

export const AuthContext = createContext<AuthContextValue | null>(null)
