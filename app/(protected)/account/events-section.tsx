import { headers } from 'next/headers'
import { type ReactNode, Suspense } from 'react'
import { paths } from '@/lib/config/paths'
import type { GoogleConnection } from '@/lib/google/connection'
import { readNextEvents } from '@/lib/google/next-events'
import { clientAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { EventList } from './event-list'
import { buttonVariants } from '@/components/ui/button-variants'

type Props = {
  userId: string
  connection: GoogleConnection | null
  /** Waits for Google before the page begins: for browsers without JavaScript, which never see what arrives later. */
  isAwaited: boolean
}

export async function EventsSection(props: Props) {
  return (
    <section aria-labelledby="events" className="card mt-6 p-5 sm:p-6">
      <h2 id="events" className="text-xl font-semibold">
        Your next events
      </h2>
      <div className="mt-3">{await toContent(props)}</div>
    </section>
  )
}

async function toContent({ userId, connection, isAwaited }: Props): Promise<ReactNode> {
  if (!connection) return <p>Your events cannot be shown at the moment.</p>
  if (!connection.granted.includes('calendar')) return <NotConnected />
  if (connection.needsReconnect) return <Lost />
  if (isAwaited) return Events({ userId })
  // A slow Google does not hold up the page.
  return (
    <Suspense fallback={<Waiting />}>
      <Events userId={userId} />
    </Suspense>
  )
}

async function Events({ userId }: { userId: string }): Promise<ReactNode> {
  const requestHeaders = await headers()
  const requestId = requestIdOf(requestHeaders)
  const address = clientAddress(requestHeaders)
  const state = await readNextEvents(userId, address, new Date(), requestId)
  if (state.kind === 'not_connected') return <NotConnected />
  if (state.kind === 'needs_reconnect') return <Lost />
  if (state.kind === 'unavailable') return <Unavailable requestId={requestId} />
  if (state.events.length === 0) return <p>Nothing is planned in your calendar.</p>
  return <EventList events={state.events} timeZone={state.timeZone} />
}

function Waiting() {
  return (
    <>
      <p className="text-muted-foreground">Asking Google for your events …</p>
      <noscript>
        <a href={paths.accountWithEvents} className="link">
          Show the page with my events
        </a>
      </noscript>
    </>
  )
}

function NotConnected() {
  return (
    <>
      <p>Your calendar is not connected. Connect it to see here what comes next.</p>
      <ConnectLink words="Connect your calendar" />
    </>
  )
}

function Lost() {
  return (
    <>
      <p>Google access was removed. Reconnect to see your calendar.</p>
      <ConnectLink words="Reconnect your calendar" />
    </>
  )
}

function ConnectLink({ words }: { words: string }) {
  return (
    <a
      href={paths.googleConnect('calendar', paths.account)}
      className={`${buttonVariants({ variant: 'outline' })} no-print mt-3`}
    >
      {words}
    </a>
  )
}

function Unavailable({ requestId }: { requestId: string }) {
  return (
    <>
      <p>
        Google is having trouble, so your events cannot be shown now. Nothing is lost, and you are
        not signed out.
      </p>
      <p className="text-muted-foreground mt-1 text-sm">
        Reference: <code className="break-all">{requestId}</code>
      </p>
      <a href={paths.account} className={`${buttonVariants({ variant: 'outline' })} no-print mt-3`}>
        Try again
      </a>
    </>
  )
}
