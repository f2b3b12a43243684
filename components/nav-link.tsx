'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

/** Never prefetches: what is behind it belongs to a session, and looking at a link is no use of it. */
export function NavLink({ href, children }: { href: string; children: string }) {
  const path = usePathname()
  const isHere = path === href
  const isBelow = path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'page' : isBelow ? 'true' : undefined}
      className="hover:bg-accent aria-[current]:bg-accent aria-[current]:decoration-primary inline-flex min-h-11 items-center rounded-lg px-1.5 font-medium decoration-2 underline-offset-8 aria-[current]:underline min-[375px]:px-2 sm:px-3"
    >
      {children}
    </Link>
  )
}
