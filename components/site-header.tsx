import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import { NavLink } from './nav-link'
import { SignOutForm } from './sign-out-form'

export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <header className="border-line bg-surface no-print border-b">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2">
        <Link
          href={paths.home}
          prefetch={false}
          className="mr-auto inline-flex min-h-11 items-center gap-2 text-lg font-semibold tracking-tight"
        >
          <GateMark />
          Gatehouse
        </Link>
        <div className="-ml-2 flex flex-wrap items-center gap-x-1 sm:ml-0">
          <nav aria-label="Main" className="flex flex-wrap items-center">
            <NavLink href={paths.products}>Products</NavLink>
            {isSignedIn && <NavLink href={paths.account}>Account</NavLink>}
            {!isSignedIn && <NavLink href={paths.loginPage}>Sign in</NavLink>}
          </nav>
          {isSignedIn && <SignOutForm />}
        </div>
      </div>
    </header>
  )
}

function GateMark() {
  return (
    <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0c5f52" />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
        d="M7 25V14a9 9 0 0 1 18 0v11M13 25V14.500a3 3 0 0 1 6 0V25M7 19h6m6 0h6"
      />
    </svg>
  )
}
