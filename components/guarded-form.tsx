'use client'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { useGuardedSubmit } from '@/lib/browser/use-guarded-submit'

/** A plain form on a protected page, for an action or a post: the session's end costs nothing of what was typed. */
export function GuardedForm({ children, ...props }: Omit<ComponentProps<'form'>, 'onSubmit'>) {
  const { onSubmit, state } = useGuardedSubmit()
  const t = useTranslations('session-end')
  return (
    <form {...props} onSubmit={onSubmit}>
      {children}
      {state === 'failed' && (
        <p role="alert" className="mt-2">
          {t('notSent')}
        </p>
      )}
    </form>
  )
}
