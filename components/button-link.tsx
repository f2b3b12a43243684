import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonVariants, buttonVariants } from './ui/button-variants'

type Props = ButtonVariants & { href: string; className?: string; children: ReactNode }

/** A link that looks like a button. Never prefetches: looking at a link is no use of a session (components/nav-link.tsx). */
export function ButtonLink({ href, className, children, ...look }: Props) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ ...look, className })}>
      {children}
    </Link>
  )
}
