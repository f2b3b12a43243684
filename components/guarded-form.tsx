'use client'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { shownUserField } from '@/lib/browser/shown-user'
import { useAuth } from '@/lib/browser/use-auth'
import { useGuardedSubmit } from '@/lib/browser/use-guarded-submit'

/**
 * A plain form on a protected page, for an action or a post: the session's end costs nothing of what was typed, and the
 * form says whom its page was made for.
 */
export function GuardedForm({ children, ...props }: Omit<ComponentProps<'form'>, 'onSubmit'>) {
  const { onSubmit, state } = useGuardedSubmit()
  const auth = useAuth()
  const shown = auth.status === 'ended' ? auth.former : auth.user
  const t = useTranslations('session-end')
  return (
    <form {...props} onSubmit={onSubmit}>
      <input type="hidden" name={shownUserField} value={shown?.id ?? ''} />
      {children}
      {state === 'failed' && (
        <p role="alert" className="mt-2">
          {t('notSent')}
        </p>
      )}
    </form>
  )
}
