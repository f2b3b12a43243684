import type { Metadata } from 'next'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { toAuditCursor } from '@/lib/audit/audit-cursor'
import { type AuditQuery, parseAuditQuery } from '@/lib/admin/audit-query'
import { getAdmin } from '@/lib/admin/current-admin'
import { listAuditLog } from '@/lib/admin/list-audit-log'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import type { PageQuery } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'
import { AdminNav } from '../admin-nav'
import { EventTable } from '../event-table'
import { PageLinks } from '../page-links'
import { AuditFilter } from './audit-filter'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<PageQuery> }

function addressOf({ shown, before: place }: AuditQuery, before = place && toAuditCursor(place)) {
  return paths.adminAuditWith({ ...shown, before: before ?? '' })
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  if (!(await getAdmin(addressOf(parseAuditQuery(await searchParams))))) return missingMetadata()
  const t = await getTranslations('admin')
  return { title: t('audit.title') }
}

export default async function AuditPage({ searchParams }: Props) {
  const query = parseAuditQuery(await searchParams)
  const address = addressOf(query)
  const admin = await getAdmin(address)
  if (!admin) return <MissingPage />
  const { entries, next } = await orOutage(address, listAuditLog(query))
  const t = await getTranslations('admin')
  const isFaulty = query.faults.length > 0
  return (
    <PageMain>
      <RenderedFor userId={admin.id} />
      <AdminNav current="audit" />
      <PageTitle>{t('audit.title')}</PageTitle>
      <p className="text-muted-foreground mt-3 max-w-prose">{t('audit.intro')}</p>
      <AuditFilter {...query} />
      {isFaulty && (
        <div className="mt-6">
          <Notice tone="alarm">{t('audit.faults.title')}</Notice>
        </div>
      )}
      {!isFaulty && entries.length === 0 && <p className="mt-6">{t('audit.none')}</p>}
      {entries.length > 0 && <EventTable entries={entries} label={t('audit.table')} withUser />}
      <PageLinks
        first={query.before && addressOf(query, '')}
        next={next && addressOf(query, next)}
      />
    </PageMain>
  )
}
