'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useConnection } from '@/lib/browser/use-connection'

/** Tells that the network is gone, which is not a sign-out. Always there, so that a change of it is read out. */
export function OfflineBanner() {
  const connection = useConnection()
  const t = useTranslations('offline')
  const [wasAway, setWasAway] = useState(false)
  const isAway = connection !== 'online'
  if (isAway && !wasAway) setWasAway(true)
  return (
    <div
      role="status"
      data-away={isAway || undefined}
      className={
        isAway
          ? 'bg-foreground text-background no-print sticky top-0 z-30 px-4 py-2.5 text-center font-medium'
          : 'sr-only'
      }
    >
      {isAway && t(connection)}
      {!isAway && wasAway && t('back')}
    </div>
  )
}
