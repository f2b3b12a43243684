import { CalendarDays } from 'lucide-react'
import { headers } from 'next/headers'
import { type ReactNode, Suspense } from 'react'
import { Reference } from '@/components/reference'
import { buttonVariants } from '@/components/ui/button-variants'
import { paths } from '@/lib/config/paths'
import type { GoogleConnection } from '@/lib/google/connection'
import { readNextEvents } from '@/lib/google/next-events'
import { clientAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { getTranslations } from '@/lib/i18n/translations'
import { AccountSection } from './account-section'
import { EventList } from './event-list'

type Props = {
  userId: string
  connection: GoogleConnection | null
  /** Waits for Google before the page begins: for browsers without JavaScript, which never see what arrives later. */
  isAwaited: boolean
}

export async function EventsSection(props: Props) {
  const t = await getTranslations('account')
  return (
    <AccountSection id="events" heading={t('events.heading')} icon={CalendarDays}>
      <div className="mt-3">{await toContent(props)}</div>
    </AccountSection>
  )
}

async function toContent({ userId, connection, isAwaited }: Props): Promise<ReactNode> {
  const t = await getTranslations('account')
  if (!connection) return <p>{t('events.unknown')}</p>
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
  const t = await getTranslations('account')
  const state = await readNextEvents(userId, address, new Date(), requestId)
  if (state.kind === 'not_connected') return <NotConnected />
  if (state.kind === 'needs_reconnect') return <Lost />
  if (state.kind === 'unavailable') return <Unavailable requestId={requestId} />
  if (state.events.length === 0) return <p>{t('events.none')}</p>
  return <EventList events={state.events} timeZone={state.timeZone} />
}

async function Waiting() {
  const t = await getTranslations('account')
  return (
    <>
      <p className="text-muted-foreground">{t('events.waiting')}</p>
      <noscript>
        <a href={paths.accountWithEvents} className="link inline-flex min-h-11 items-center">
          {t('events.await')}
        </a>
      </noscript>
    </>
  )
}

async function NotConnected() {
  const t = await getTranslations('account')
  return (
    <>
      <p>{t('events.notConnected')}</p>
      <ConnectLink words={t('events.connect')} />
    </>
  )
}

async function Lost() {
  const t = await getTranslations('account')
  return (
    <>
      <p>{t('events.lost')}</p>
      <ConnectLink words={t('events.reconnect')} />
    </>
  )
}

function ConnectLink({ words }: { words: string }) {
  return (
    <a
      href={paths.googleConnect('calendar', paths.accountGoogle)}
      className={`${buttonVariants({ variant: 'outline' })} no-print mt-3`}
    >
      {words}
    </a>
  )
}

async function Unavailable({ requestId }: { requestId: string }) {
  const t = await getTranslations('account')
  const words = await getTranslations('common')
  return (
    <>
      <p>{t('events.unavailable')}</p>
      <Reference label={words('reference')} code={requestId} />
      <a href={paths.account} className={`${buttonVariants({ variant: 'outline' })} no-print mt-3`}>
        {words('tryAgain')}
      </a>
    </>
  )
}
