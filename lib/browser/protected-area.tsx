'use client'
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { registerOfflinePage } from './register-offline-page'
import { isWorthRetrying, toRetryMilliseconds } from './retry-rules'
import { useAuthContext } from './use-auth'

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

/**
 * Everything only signed-in users see: the queries' cache lives here and is emptied with the session. While somebody may
 * sign in again it stays, as the page does: what is under way waits for that.
 */
export function ProtectedArea({ children }: { children: ReactNode }) {
  const { session, connection, protectPage } = useAuthContext()
  const [queryClient] = useState(createQueryClient)

  useEffect(() => protectPage(), [protectPage])
  useEffect(() => registerOfflinePage(), [])
  // Queries and mutations wait for the network as the page sees it, which knows more than the browser's events.
  useEffect(() => {
    onlineManager.setEventListener((setOnline) => {
      const tell = () => setOnline(connection.getState() === 'online')
      tell()
      return connection.subscribe(tell)
    })
  }, [connection])
  useEffect(
    () =>
      session.subscribe(() => {
        const { status } = session.getState()
        if (status === 'signed-out' || status === 'unknown') queryClient.clear()
      }),
    [session, queryClient],
  )

  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
