'use client'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { useGuardedSubmit } from '@/lib/browser/use-guarded-submit'
import { ShownUserField } from './shown-user-field'

/**
 * A plain form on a protected page, for an action or a post: the session's end costs nothing of what was typed, and the
 * form says whom its page was made for.
 */
export function GuardedForm({ children, ...props }: Omit<ComponentProps<'form'>, 'onSubmit'>) {
  const { onSubmit, state } = useGuardedSubmit()
  const t = useTranslations('session-end')
  return (
    <form {...props} onSubmit={onSubmit}>
      <ShownUserField />
      {children}
      {state === 'failed' && (
        <p role="alert" className="mt-2">
          {t('notSent')}
        </p>
      )}
    </form>
  )
}
