'use client'
import { useLinkStatus } from 'next/link'

/** Shows, within a link over a picture, that the link is being followed. Takes no room, so nothing moves. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return (
    <span
      aria-hidden="true"
      className="bg-card/60 absolute inset-0 rounded-[inherit] motion-safe:animate-pulse"
    />
  )
}
