import { History } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import { ButtonLink } from '@/components/button-link'
import { Notice } from '@/components/notice'
import { type ActivityPage, listOwnActivity } from '@/lib/audit/own-activity'
import type { CurrentUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { log } from '@/lib/log/logger'
import { AccountSection } from './account-section'
import { ActivityList } from './activity-list'

const shown = 10

// The rest of the page stands without the list.
async function loadActivity(user: CurrentUser): Promise<ActivityPage | null> {
  try {
    return await listOwnActivity({ userId: user.id, sessionId: user.sessionId }, null, shown)
  } catch (error) {
    unstable_rethrow(error)
    log.error('activity not listed', { error })
    return null
  }
}

/** The latest of what was recorded about the account, for its user to find what they did not do. */
export async function ActivitySection({ user }: { user: CurrentUser }) {
  const t = await getTranslations('activity')
  const page = await loadActivity(user)
  return (
    <AccountSection id="activity" heading={t('heading')} icon={History}>
      <p className="mt-3 max-w-prose">{t('intro')}</p>
      {page ? (
        <ActivityList activities={page.activities} />
      ) : (
        <div className="mt-3">
          <Notice tone="alarm">{t('unknown')}</Notice>
        </div>
      )}
      {page?.activities.length === 0 && <p className="mt-3">{t('none')}</p>}
      {page?.next && (
        <ButtonLink href={paths.activity} variant="outline" className="no-print mt-3">
          {t('all')}
        </ButtonLink>
      )}
    </AccountSection>
  )
}
