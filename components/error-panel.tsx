'use client'
import { useTranslations } from 'use-intl'
import { paths } from '@/lib/config/paths'
import { PageTitle } from './page-title'
import { Reference } from './reference'
import { buttonVariants } from './ui/button-variants'

type Retry = string | (() => void)

type Props = {
  reference: string | null
  /** An address where the whole page is to be had anew, which needs no script. */
  retry: Retry
}

/** What a person reads when a page could not be shown: our sentence, never the error's. */
export function ErrorPanel({ reference, retry }: Props) {
  const t = useTranslations('trouble')
  const words = useTranslations('common')
  return (
    <>
      <PageTitle>{t('error.title')}</PageTitle>
      <p className="mt-4 max-w-prose">{t('error.text')}</p>
      {reference && <Reference label={words('reference')} code={reference} />}
      <div className="mt-6 flex flex-wrap gap-3">
        <RetryControl retry={retry}>{words('tryAgain')}</RetryControl>
        {/* A full load on purpose: after an error nothing of the page in memory is to be relied on. */}
        <a href={paths.home} className={buttonVariants({ variant: 'outline' })}>
          {t('toStart')}
        </a>
      </div>
    </>
  )
}

function RetryControl({ retry, children }: { retry: Retry; children: string }) {
  const className = buttonVariants()
  if (typeof retry === 'string')
    return (
      <a href={retry} className={className}>
        {children}
      </a>
    )
  return (
    <button type="button" className={className} onClick={retry}>
      {children}
    </button>
  )
}
