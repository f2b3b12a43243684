'use client'
import { useEffect, useRef } from 'react'

type Props = {
  isPending: boolean
  /** What is said meanwhile. */
  pending: string
  /** What it came to, in words; null before anything was done. */
  outcome: string | null
}

/**
 * What a form's action is doing or has come to. Always there, so that a change of it is read out; when it is done, the
 * focus goes here, since the pressed button may be gone with what it acted on.
 */
export function ActionStatus({ isPending, pending, outcome }: Props) {
  const status = useRef<HTMLParagraphElement>(null)
  const words = isPending ? pending : outcome

  useEffect(() => {
    if (outcome && !isPending) status.current?.focus()
  }, [outcome, isPending])

  return (
    <p
      ref={status}
      role="status"
      tabIndex={-1}
      className={
        words ? 'bg-notice border-primary mt-4 rounded-lg border px-4 py-3 font-medium' : 'sr-only'
      }
    >
      {words}
    </p>
  )
}
