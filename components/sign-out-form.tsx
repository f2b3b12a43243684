'use client'
import { useState, type FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useAuth } from '@/lib/browser/use-auth'
import { paths } from '@/lib/config/paths'
import { ShownUserField } from './shown-user-field'
import { buttonVariants } from './ui/button-variants'

type Props = { label: string; everywhere?: boolean }

/** A plain form, so that signing out works without JavaScript; with it, all tabs are told. */
export function SignOutForm({ label, everywhere = false }: Props) {
  const { logout, logoutEverywhere } = useAuth()
  const t = useTranslations('common.signOut')
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')

  async function signOut(event: FormEvent) {
    event.preventDefault()
    setState('pending')
    try {
      await (everywhere ? logoutEverywhere() : logout())
    } catch {
      setState('failed')
    }
  }

  return (
    <form
      action={everywhere ? paths.logoutEverywhere : paths.logout}
      method="post"
      onSubmit={(event) => void signOut(event)}
    >
      <input type="hidden" name="return" value="page" />
      {/* Signs out whom this page shows, and nobody who has signed in since. */}
      <ShownUserField />
      <button
        type="submit"
        className={buttonVariants({ variant: 'outline' })}
        disabled={state === 'pending'}
      >
        {label}
      </button>
      <p role="status" className={state === 'idle' ? 'sr-only' : 'mt-1 max-w-64 text-sm'}>
        {state === 'pending' && t('pending')}
        {state === 'failed' && t('failed')}
      </p>
    </form>
  )
}
