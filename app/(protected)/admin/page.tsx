import type { Metadata } from 'next'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { getAdmin } from '@/lib/admin/current-admin'
import { type UserPage, listUsers } from '@/lib/admin/list-users'
import { type UserQuery, toUserCursor, toUserQuery } from '@/lib/admin/user-query'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import type { PageQuery } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'
import { AdminNav } from './admin-nav'
import { PageLinks } from './page-links'
import { UserSearch } from './user-search'
import { UserTable } from './user-table'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<PageQuery> }

function addressOf({ q, state, afterId }: UserQuery, after = afterId && toUserCursor(afterId)) {
  return paths.adminUsers({ q, state: state === 'all' ? '' : state, after: after ?? '' })
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  if (!(await getAdmin(addressOf(toUserQuery(await searchParams))))) return missingMetadata()
  const t = await getTranslations('admin')
  return { title: t('users.title') }
}

export default async function UsersPage({ searchParams }: Props) {
  const query = toUserQuery(await searchParams)
  const address = addressOf(query)
  const admin = await getAdmin(address)
  if (!admin) return <MissingPage />
  const page = await orOutage(address, listUsers(query))
  const t = await getTranslations('admin')
  return (
    <PageMain>
      <RenderedFor userId={admin.id} />
      <AdminNav current="users" />
      <PageTitle>{t('users.title')}</PageTitle>
      <p className="text-muted-foreground mt-3 max-w-prose">{t('users.intro')}</p>
      <UserSearch {...query} />
      <Found page={page} q={query.q} />
      <PageLinks
        first={query.afterId && addressOf(query, '')}
        next={page?.next ? addressOf(query, page.next) : null}
      />
    </PageMain>
  )
}

async function Found({ page, q }: { page: UserPage | null; q: string }) {
  const t = await getTranslations('admin')
  if (!page)
    return (
      <div className="mt-6">
        <Notice tone="alarm">{t('users.tooSlow')}</Notice>
      </div>
    )
  const { users } = page
  if (users.length === 0)
    return <p className="mt-6">{q ? t('users.noMatch', { q }) : t('users.none')}</p>
  return (
    <>
      <p className="mt-6 font-medium">{t('users.found', { count: users.length })}</p>
      <UserTable users={users} />
    </>
  )
}
