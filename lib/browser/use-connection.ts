'use client'
import { useSyncExternalStore } from 'react'
import type { ConnectionState } from './connection'
import { useAuthContext } from './use-auth'

export function useConnection(): ConnectionState {
  const { connection } = useAuthContext()
  return useSyncExternalStore(connection.subscribe, connection.getState, () => 'online')
}
