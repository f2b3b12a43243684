import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/components/button-link'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { paths } from '@/lib/config/paths'
import { answerNotFound } from '@/lib/http/page-status'
import { getTranslations } from '@/lib/i18n/translations'

/**
 * What a page shows that finds nothing, with the status 404. Unlike `notFound()` it needs no script
 * (docs/decisions/0031-not-found-without-a-script.md), so where it can be had, a page returns this.
 */
export function MissingPage() {
  if (!answerNotFound()) notFound()
  return <NotFoundMain />
}

/** The title of such a page. */
export async function missingMetadata(): Promise<Metadata> {
  const t = await getTranslations('trouble')
  return { title: t('notFound.title') }
}

export async function NotFoundMain() {
  const t = await getTranslations('trouble')
  return (
    <PageMain>
      <PageTitle>{t('notFound.title')}</PageTitle>
      <p className="mt-4 max-w-prose">{t('notFound.text')}</p>
      <p className="mt-6">
        <ButtonLink href={paths.home} variant="outline">
          {t('toStart')}
        </ButtonLink>
      </p>
    </PageMain>
  )
}
