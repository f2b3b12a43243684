import { ButtonLink } from '@/components/button-link'
import { getTranslations } from '@/lib/i18n/translations'

type Props = {
  /** null on the first page. */
  first: string | null
  /** null on the last one. */
  next: string | null
}

/** From page to page by links: there is no last page to jump to, since nobody counts what may be millions. */
export async function PageLinks({ first, next }: Props) {
  const t = await getTranslations('admin')
  if (!first && !next) return null
  return (
    <nav aria-label={t('pages.label')} className="no-print mt-6 flex flex-wrap gap-3">
      {first && (
        <ButtonLink href={first} variant="outline">
          {t('pages.first')}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={next} variant="outline">
          {t('pages.next')}
        </ButtonLink>
      )}
    </nav>
  )
}
