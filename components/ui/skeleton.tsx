import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Room for what is still on its way. Decorative: say in words that something is loading. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      data-slot="skeleton"
      aria-hidden="true"
      className={cn('bg-muted inline-block rounded motion-safe:animate-pulse', className)}
      {...props}
    />
  )
}
