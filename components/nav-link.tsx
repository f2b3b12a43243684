'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

/** Never prefetches: what is behind it belongs to a session, and looking at a link is no use of it. */
export function NavLink({ href, children }: { href: string; children: string }) {
  const isHere = usePathname() === href
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className="hover:bg-raised aria-[current=page]:bg-raised inline-flex min-h-11 items-center rounded-lg px-2 font-medium aria-[current=page]:underline aria-[current=page]:underline-offset-4 sm:px-3"
    >
      {children}
    </Link>
  )
}
