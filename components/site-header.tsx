import Link from 'next/link'
import type { CurrentUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { hasLab } from '@/lib/lab/require-lab'
import { GateMark } from './gate-mark'
import { NavLink } from './nav-link'
import { SignOutForm } from './sign-out-form'

export async function SiteHeader({ visitor }: { visitor: CurrentUser | null }) {
  const t = await getTranslations('shell')
  return (
    <header className="border-border bg-card no-print border-b">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2.5">
        <Link
          href={paths.home}
          prefetch={false}
          className="mr-auto inline-flex min-h-11 items-center gap-2.5 text-lg font-bold tracking-tight"
        >
          <GateMark />
          Gatehouse
        </Link>
        {/* Where there is no room for one line, who is signed in finds the way out beside the name, and the pages below. */}
        <nav
          aria-label={t('nav.label')}
          className={`-ml-1.5 flex flex-wrap items-center min-[375px]:-ml-2 sm:ml-0 ${visitor ? 'max-sm:order-last max-sm:-mr-2 max-sm:grow max-sm:basis-full' : '-mr-2 sm:-mr-3'}`}
        >
          <NavLink href={paths.products}>{t('nav.products')}</NavLink>
          {visitor && <NavLink href={paths.account}>{t('nav.account')}</NavLink>}
          {visitor?.role === 'admin' && <NavLink href={paths.admin}>{t('nav.admin')}</NavLink>}
          {visitor && hasLab() && <NavLink href={paths.lab}>{t('nav.lab')}</NavLink>}
          {!visitor && <NavLink href={paths.loginPage}>{t('nav.signIn')}</NavLink>}
        </nav>
        {visitor && <SignOutForm label={t('signOut.here')} />}
      </div>
    </header>
  )
}
