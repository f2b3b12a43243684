'use client'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'

const tickMilliseconds = 250

function createCountdown(seconds: number) {
  const endsAt = Date.now() + seconds * 1_000
  const secondsLeft = () => Math.max(Math.ceil((endsAt - Date.now()) / 1_000), 0)
  function subscribe(notify: () => void) {
    const timer = setInterval(() => {
      if (secondsLeft() === 0) clearInterval(timer)
      notify()
    }, tickMilliseconds)
    return () => clearInterval(timer)
  }
  return { secondsLeft, subscribe }
}

type Props = { seconds: number; children: ReactNode }

/**
 * "Try again in N s", counting down; what stands in it cannot be used until then. Without JavaScript it can, and the
 * sentence has to do: the server counts in any case.
 */
export function RetryCountdown({ seconds, children }: Props) {
  const t = useTranslations('common.retry')
  const [countdown] = useState(() => createCountdown(seconds))
  const left = useSyncExternalStore(countdown.subscribe, countdown.secondsLeft, () => null)
  const isWaiting = left !== null && left > 0
  return (
    <>
      {/* A timer is not read out at every second, as a live region would be. */}
      <p role="timer" className="text-muted-foreground mb-5">
        {left !== 0 && t('wait', { seconds: left ?? seconds })}
      </p>
      <p role="status" className={left === 0 ? 'text-muted-foreground mb-5' : 'sr-only'}>
        {left === 0 && t('waitOver')}
      </p>
      <div inert={isWaiting} className={isWaiting ? 'opacity-50' : undefined}>
        {children}
      </div>
    </>
  )
}
