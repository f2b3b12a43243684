'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'

type Props = {
  /** At the moment of rendering: how long ago, or below zero, how long until. */
  secondsAgo: number
}

/** `3725` → `1:02:05`. */
function toClock(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return [Math.floor(seconds / 3_600), ...parts].join(':')
}

/** A time that goes on, where there is a script to move it. */
export function LabClock({ secondsAgo }: Props) {
  const t = useTranslations('labLog.clock')
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const startedAt = Date.now()
    const timer = setInterval(() => setElapsed(Math.floor((Date.now() - startedAt) / 1_000)), 1_000)
    return () => clearInterval(timer)
  }, [])
  const ago = secondsAgo + elapsed
  const duration = toClock(Math.abs(ago))
  const words = secondsAgo >= 0 ? 'ago' : ago < 0 ? 'in' : 'over'
  return <span className="tabular-nums">{t(words, { duration })}</span>
}
