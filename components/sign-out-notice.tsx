'use client'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { followsSignOut } from '@/lib/browser/sign-out-notice'
import { useAuth } from '@/lib/browser/use-auth'

const neverChanges = () => () => undefined

/** Says on a page that stayed in sight that the sign-out was done. Always there, so that it is read out. */
export function SignOutNotice() {
  const { status } = useAuth()
  const t = useTranslations('common.signOut')
  // The server knows nothing of it.
  const isAfterSignOut = useSyncExternalStore(neverChanges, followsSignOut, () => false)
  const isShown = isAfterSignOut && status === 'signed-out'
  return (
    <div role="status" className={isShown ? 'mx-auto w-full max-w-5xl px-4 pt-4' : 'sr-only'}>
      {isShown && (
        <p className="bg-notice border-primary rounded-lg border px-4 py-3">{t('done')}</p>
      )}
    </div>
  )
}
