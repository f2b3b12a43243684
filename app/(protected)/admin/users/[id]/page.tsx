import type { Metadata } from 'next'
import { cache } from 'react'
import { z } from 'zod'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { getAdmin } from '@/lib/admin/current-admin'
import { type ShownUser, showUser } from '@/lib/admin/show-user'
import type { CurrentUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import { getTranslations } from '@/lib/i18n/translations'
import { AdminNav } from '../../admin-nav'
import { BlockSection } from './block-section'
import { GoogleSection } from './google-section'
import { LatestSection } from './latest-section'
import { ProfileSection } from './profile-section'
import { SessionsSection } from './sessions-section'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

const idSchema = z.uuid().toLowerCase()

/** For the page and its title, which ask together once a render. */
const getShown = cache(
  async (dangerousId: string): Promise<{ admin: CurrentUser; user: ShownUser } | null> => {
    const id = idSchema.safeParse(dangerousId)
    // What cannot be an id is not repeated in the address to come back to.
    const path = id.success ? paths.adminUser(id.data) : paths.admin
    const admin = await getAdmin(path)
    if (!admin || !id.success) return null
    const actor = { userId: admin.id, sessionId: admin.sessionId }
    const user = await orOutage(path, showUser(actor, id.data))
    return user && { admin, user }
  },
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const shown = await getShown((await params).id)
  return shown ? { title: shown.user.email } : missingMetadata()
}

export default async function UserPage({ params }: Props) {
  const shown = await getShown((await params).id)
  if (!shown) return <MissingPage />
  const { admin, user } = shown
  const t = await getTranslations('admin')
  const isOwn = admin.id === user.id
  return (
    <PageMain>
      <RenderedFor userId={admin.id} />
      <AdminNav current="users" isItself={false} />
      <PageTitle>
        <span className="wrap-anywhere">{user.email}</span>
      </PageTitle>
      {isOwn && <p className="mt-3">{t('user.you')}</p>}
      <ProfileSection user={user} />
      <SessionsSection userId={user.id} email={user.email} sessions={user.sessions} />
      <BlockSection user={user} isOwn={isOwn} />
      <GoogleSection accounts={user.googleAccounts} />
      <LatestSection {...user} />
    </PageMain>
  )
}
