'use client'
import { useTranslations } from 'use-intl'
import { ApiProblemError } from '@/lib/browser/read-problem'
import { SessionChangedError, SessionEndedError } from '@/lib/browser/session-errors'
import { Notice } from './notice'
import { Reference } from './reference'
import { buttonVariants } from './ui/button-variants'

type Props = { error: Error | null; isPaused: boolean; retry: () => void }

export function ProductsTrouble({ error, isPaused, retry }: Props) {
  const t = useTranslations('products')
  const words = useTranslations('common')
  if (isPaused) {
    return (
      <Notice tone="notice">
        <p>{t('offline')}</p>
      </Notice>
    )
  }
  // The page is being left or loaded anew already.
  const isLeaving = error instanceof SessionEndedError || error instanceof SessionChangedError
  if (!error || isLeaving) return null
  const reference = error instanceof ApiProblemError ? error.requestId : null
  return (
    <div className="mt-6">
      <Notice tone="alarm" title={t('trouble.title')}>
        <p>{t('trouble.text')}</p>
        {reference && <Reference label={words('reference')} code={reference} />}
        <button
          type="button"
          className={`${buttonVariants({ variant: 'outline' })} mt-3`}
          onClick={retry}
        >
          {words('tryAgain')}
        </button>
      </Notice>
    </div>
  )
}
