import type { Metadata } from 'next'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { toExportOutcome } from '@/lib/account/export-outcomes'
import { toConnectOutcome } from '@/lib/auth/connect-outcomes'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { getGoogleConnection } from '@/lib/google/connection'
import { type PageQuery, single } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'
import { ActivitySection } from './activity-section'
import { EventsSection } from './events-section'
import { GoogleSection } from './google-section'
import { OwnDataSection } from './own-data-section'
import { PageNav } from './page-nav'
import { ProfileSection } from './profile-section'
import { SessionsSection } from './sessions-section'
import { StayingSection } from './staying-section'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('title') }
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const user = await requireUser(paths.account)
  const connection = await getGoogleConnection(user.id)
  const query = await searchParams
  const connectOutcome = toConnectOutcome(single(query.google))
  const exportOutcome = toExportOutcome(single(query.export))
  const t = await getTranslations('account')
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <PageTitle>{t('title')}</PageTitle>
      <div className="mt-6 gap-8 lg:grid lg:grid-cols-[13rem_1fr]">
        <PageNav sections={await sectionsInOrder()} />
        <div className="min-w-0 space-y-6">
          <ProfileSection user={user} />
          <StayingSection />
          <SessionsSection user={user} />
          <GoogleSection connection={connection} outcome={connectOutcome} />
          <EventsSection
            userId={user.id}
            connection={connection}
            isAwaited={query.events === 'awaited'}
          />
          <ActivitySection user={user} />
          <OwnDataSection outcome={exportOutcome} />
        </div>
      </div>
    </PageMain>
  )
}

async function sectionsInOrder() {
  const t = await getTranslations('account')
  const sessions = await getTranslations('sessions')
  const activity = await getTranslations('activity')
  return [
    { id: 'profile', heading: t('profile.heading') },
    { id: 'session', heading: t('staying.heading') },
    { id: 'sessions', heading: sessions('heading') },
    { id: 'google', heading: t('google.heading') },
    { id: 'events', heading: t('events.heading') },
    { id: 'activity', heading: activity('heading') },
    { id: 'own-data', heading: t('ownData.heading') },
  ]
}
