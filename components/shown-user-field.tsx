'use client'
import { shownUserField } from '@/lib/browser/shown-user'
import { useAuth } from '@/lib/browser/use-auth'

/** Says in a form whom its page was made for, also while the session has ended: nothing is done for who signed in since. */
export function ShownUserField() {
  const auth = useAuth()
  const shown = auth.status === 'ended' ? auth.former : auth.user
  return <input type="hidden" name={shownUserField} value={shown?.id ?? ''} />
}
