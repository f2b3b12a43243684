import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { requireAdmin } from '@/lib/admin/require-admin'
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
const requireShown = cache(
  async (dangerousId: string): Promise<{ admin: CurrentUser; user: ShownUser }> => {
    const id = idSchema.safeParse(dangerousId)
    // What cannot be an id is not repeated in the address to come back to.
    const path = id.success ? paths.adminUser(id.data) : paths.admin
    const admin = await requireAdmin(path)
    if (!id.success) notFound()
    const actor = { userId: admin.id, sessionId: admin.sessionId }
    const user = await orOutage(path, showUser(actor, id.data))
    return user ? { admin, user } : notFound()
  },
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await requireShown((await params).id)
  return { title: user.email }
}

export default async function UserPage({ params }: Props) {
  const { admin, user } = await requireShown((await params).id)
  const t = await getTranslations('admin')
  const isOwn = admin.id === user.id
  return (
    <PageMain>
      <RenderedFor userId={admin.id} />
      <AdminNav current="users" isItself={false} />
      <PageTitle>
        <span className="break-all">{user.email}</span>
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
