import type { Metadata } from 'next'
import { durationInWords } from '@/components/duration-in-words'

import { PageMain } from '@/components/page-main'
import { SignOutForm } from '@/components/sign-out-form'
import { UserAvatar } from '@/components/user-avatar'
import { toConnectOutcome } from '@/lib/auth/connect-outcomes'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { getGoogleConnection } from '@/lib/google/connection'
import { EventsSection } from './events-section'
import { GoogleSection } from './google-section'
import { OwnDataSection } from './own-data-section'
import { SessionsSection } from './sessions-section'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Account' }

type Query = Record<string, string | string[] | undefined>

export default async function AccountPage({ searchParams }: { searchParams: Promise<Query> }) {
  const user = await requireUser(paths.account)
  const shell = await getTranslations('shell')
  const connection = await getGoogleConnection(user.id)
  const { events, google } = await searchParams
  const outcome = toConnectOutcome(typeof google === 'string' ? google : null)
  const { ACCESS_TOKEN_SECONDS, SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS } = env()
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <h1 className="text-3xl font-semibold tracking-tight">Account</h1>
      <section aria-labelledby="profile" className="card mt-6 p-5 sm:p-6">
        <h2 id="profile" className="text-xl font-semibold">
          Profile
        </h2>
        <div className="mt-4 flex flex-wrap items-center gap-4">
          <UserAvatar name={user.name} email={user.email} picture={user.picture} />
          <dl className="[&_dt]:text-muted-foreground grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dd]:min-w-0">
            <dt>Name</dt>
            <dd>{user.name ?? 'Not given'}</dd>
            <dt>E-mail</dt>
            <dd className="break-all">{user.email}</dd>
            <dt>Role</dt>
            <dd>{user.role === 'admin' ? 'Administrator' : 'Member'}</dd>
          </dl>
        </div>
        <p className="text-muted-foreground mt-4 text-sm">
          Name, address and picture come from Google and are updated each time you sign in.
        </p>
      </section>
      <section aria-labelledby="session" className="card mt-6 p-5 sm:p-6">
        <h2 id="session" className="text-xl font-semibold">
          Staying signed in
        </h2>
        <p className="mt-3 max-w-prose">
          This device stays signed in while you keep coming back within{' '}
          {durationInWords(SESSION_IDLE_SECONDS)}, for {durationInWords(SESSION_ABSOLUTE_SECONDS)}{' '}
          at most. Access is renewed every {durationInWords(ACCESS_TOKEN_SECONDS)} without your
          noticing.
        </p>
        <div className="mt-4 flex flex-wrap items-start gap-3">
          <SignOutForm label={shell('signOut.here')} />
          <SignOutForm everywhere label={shell('signOut.everywhere')} />
        </div>
        <p className="text-muted-foreground mt-3 max-w-prose text-sm">
          Signing out everywhere ends your sessions on all devices, this one included.
        </p>
      </section>
      <SessionsSection user={user} />
      <GoogleSection userId={user.id} connection={connection} outcome={outcome} />
      <EventsSection userId={user.id} connection={connection} isAwaited={events === 'awaited'} />
      <OwnDataSection />
    </PageMain>
  )
}
