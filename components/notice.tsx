import type { ReactNode } from 'react'

type Props = {
  /** A notice tells, an alarm warns: they differ in role and words, not in colour alone. */
  tone: 'notice' | 'alarm'
  title?: string
  children: ReactNode
}

export function Notice({ tone, title, children }: Props) {
  const isAlarm = tone === 'alarm'
  return (
    <div
      role={isAlarm ? 'alert' : 'status'}
      className={`rounded-lg border-l-4 px-4 py-3 ${isAlarm ? 'bg-alarm border-alarm-edge' : 'bg-notice border-accent'}`}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children}
    </div>
  )
}
