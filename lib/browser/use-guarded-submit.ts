'use client'
import { useCallback, useRef, useState, type SubmitEvent } from 'react'
import { paths } from '@/lib/config/paths'
import { useAuth } from './use-auth'

export type GuardedSubmit = {
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
  /** `failed`: nothing was sent, since nobody could tell whether the session lives. */
  state: 'idle' | 'asking' | 'failed'
}

/**
 * For a form that no script sends (a Server Action, a plain post): it is submitted once the session is known to live, so
 * that a session's end costs nothing of what was typed. Where the session has ended, the submission waits for the sign-in,
 * is made once for the same user, and for nobody else.
 */
export function useGuardedSubmit(): GuardedSubmit {
  const { apiFetch } = useAuth()
  const [state, setState] = useState<GuardedSubmit['state']>('idle')
  const progress = useRef<'idle' | 'asking' | 'passing'>('idle')

  const onSubmit = useCallback(
    (event: SubmitEvent<HTMLFormElement>) => {
      if (progress.current === 'passing') return
      event.preventDefault()
      if (progress.current === 'asking') return
      const form = event.currentTarget
      const { submitter } = event.nativeEvent
      async function askAndSubmit() {
        const { ok } = await apiFetch(paths.me)
        if (!ok) throw new Error('The session could not be confirmed.')
        progress.current = 'passing'
        setState('idle')
        form.requestSubmit(submitter)
        progress.current = 'idle'
      }
      progress.current = 'asking'
      setState('asking')
      askAndSubmit().catch(() => {
        // An end or another user is told where the session is followed, the network by its banner.
        progress.current = 'idle'
        setState('failed')
      })
    },
    [apiFetch],
  )
  return { onSubmit, state }
}
