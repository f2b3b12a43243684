import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  /** A notice tells, an alarm warns: they differ in role, sign and words, not in colour alone. */
  tone: 'notice' | 'alarm'
  title?: string
  children: ReactNode
}

export function Notice({ tone, title, children }: Props) {
  const isAlarm = tone === 'alarm'
  const Icon = isAlarm ? CircleAlert : Info
  return (
    <div
      role={isAlarm ? 'alert' : 'status'}
      className={`flex gap-3 rounded-lg border px-4 py-3 ${isAlarm ? 'bg-destructive-soft border-destructive' : 'bg-notice border-primary'}`}
    >
      <Icon
        className={`mt-0.5 size-5 shrink-0 ${isAlarm ? 'text-destructive' : 'text-primary'}`}
        aria-hidden="true"
      />
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  )
}
