'use client'
import { useTranslations } from 'use-intl'
import { paths } from '@/lib/config/paths'
import { toErrorReference } from './error-reference'
import { PageTitle } from './page-title'
import { Reference } from './reference'
import { buttonVariants } from './ui/button-variants'

/** What a person reads when a page could not be shown: our sentence, never the error's. */
export function ErrorPanel({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('trouble')
  const words = useTranslations('common')
  const reference = toErrorReference(error)
  return (
    <>
      <title>{`${t('error.title')} · Gatehouse`}</title>
      <PageTitle>{t('error.title')}</PageTitle>
      <p className="mt-4 max-w-prose">{t('error.text')}</p>
      {reference && <Reference label={words('reference')} code={reference} />}
      <div className="mt-6 flex flex-wrap gap-3">
        <button type="button" className={buttonVariants()} onClick={retry}>
          {words('tryAgain')}
        </button>
        {/* A full load on purpose: after an error nothing of the page in memory is to be relied on. */}
        <a href={paths.home} className={buttonVariants({ variant: 'outline' })}>
          {t('toStart')}
        </a>
      </div>
    </>
  )
}
