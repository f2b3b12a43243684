'use client'
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { SessionChangedError, SessionEndedError, SessionUnavailableError } from './session-errors'
import { useAuthContext } from './use-auth'

const retries = 2

function isWorthRetrying(failures: number, error: Error): boolean {
  const isOver = error instanceof SessionEndedError || error instanceof SessionChangedError
  return !isOver && failures < retries
}

function toRetryMilliseconds(failures: number, error: Error): number {
  const asked = error instanceof SessionUnavailableError ? error.retryAfterSeconds : null
  return asked === null ? 1000 * 2 ** failures : Math.min(asked, 30) * 1000
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: isWorthRetrying,
        retryDelay: toRetryMilliseconds,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
    },
  })
}

/** Everything only signed-in users see: the queries' cache lives here and is emptied with the session. */
export function ProtectedArea({ children }: { children: ReactNode }) {
  const { session, protectPage } = useAuthContext()
  const [queryClient] = useState(createQueryClient)

  useEffect(() => protectPage(), [protectPage])
  // The library learns of changes only; the network may have gone before it began to listen.
  useEffect(() => onlineManager.setOnline(navigator.onLine), [])
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.getState().status !== 'signed-in') queryClient.clear()
      }),
    [session, queryClient],
  )

  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
