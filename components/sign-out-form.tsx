'use client'
import { useState, type FormEvent } from 'react'
import { shownUserField } from '@/lib/browser/shown-user'
import { useAuth } from '@/lib/browser/use-auth'
import { paths } from '@/lib/config/paths'

type Props = { everywhere?: boolean; className?: string }

/** A plain form, so that signing out works without JavaScript; with it, all tabs are told. */
export function SignOutForm({ everywhere = false, className = 'button' }: Props) {
  const { logout, logoutEverywhere, user } = useAuth()
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
      <input type="hidden" name={shownUserField} value={user?.id ?? ''} />
      <button type="submit" className={className} disabled={state === 'pending'}>
        {everywhere ? 'Sign out everywhere' : 'Sign out'}
      </button>
      <p role="status" className={state === 'idle' ? 'sr-only' : 'mt-1 max-w-64 text-sm'}>
        {state === 'pending' && 'Signing out …'}
        {state === 'failed' &&
          'You are still signed in: the server could not be reached. Please try again.'}
      </p>
    </form>
  )
}
