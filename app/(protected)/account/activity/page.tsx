import type { Metadata } from 'next'
import { ButtonLink } from '@/components/button-link'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { Card } from '@/components/ui/card'
import { parseAuditCursor } from '@/lib/audit/audit-cursor'
import { listOwnActivity } from '@/lib/audit/own-activity'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import { type PageQuery, single } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'
import { ActivityList } from '../activity-list'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('activity')
  return { title: t('title') }
}

const shown = 25

/** All that is recorded about one's own account, page by page. */
export default async function ActivityPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const user = await requireUser(paths.activity)
  const { before } = await searchParams
  const cursor = parseAuditCursor(single(before) ?? '')
  const asker = { userId: user.id, sessionId: user.sessionId }
  const page = await orOutage(paths.activity, listOwnActivity(asker, cursor, shown))
  const t = await getTranslations('activity')
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <PageTitle>{t('title')}</PageTitle>
      <p className="text-muted-foreground mt-3 max-w-prose">{t('introAll')}</p>
      <Card className="mt-6">
        {page.activities.length > 0 ? (
          <ActivityList activities={page.activities} />
        ) : (
          <p>{cursor ? t('noneOlder') : t('none')}</p>
        )}
      </Card>
      <nav aria-label={t('pages')} className="no-print mt-6 flex flex-wrap gap-3">
        {page.next && (
          <ButtonLink href={paths.activityBefore(page.next)} variant="outline">
            {t('older')}
          </ButtonLink>
        )}
        {cursor && (
          <ButtonLink href={paths.activity} variant="outline">
            {t('newest')}
          </ButtonLink>
        )}
        <ButtonLink href={paths.account} variant="outline">
          {t('back')}
        </ButtonLink>
      </nav>
    </PageMain>
  )
}
