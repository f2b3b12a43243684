import { ButtonLink } from '@/components/button-link'
import type { ShownUser } from '@/lib/admin/show-user'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { EventTable } from '../../event-table'
import { AdminSection } from './admin-section'

/** The latest of what happened to the person. */
export async function LatestSection({ id, events }: ShownUser) {
  const t = await getTranslations('admin')
  return (
    <AdminSection id="latest" heading={t('latest.title')}>
      {events.length === 0 ? (
        <p className="mt-3">{t('latest.none')}</p>
      ) : (
        <>
          <EventTable entries={events} label={t('latest.title')} withUser={false} />
          <ButtonLink
            href={paths.adminAuditWith({ user: id })}
            variant="outline"
            className="no-print mt-4"
          >
            {t('latest.all')}
          </ButtonLink>
        </>
      )}
    </AdminSection>
  )
}
