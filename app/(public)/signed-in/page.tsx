// Where a sign-in in a second window ends. The window it was asked for in goes on by itself: being loaded for a user is
// what this page tells the other tabs.
import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { CloseWindow } from '@/components/close-window'
import { GateMark } from '@/components/gate-mark'
import { PageMain } from '@/components/page-main'
import { getVisit } from '@/components/visitor'
import { defaultNext, paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session-end')
  return { title: t('signedIn.title'), robots: { index: false } }
}

export default async function SignedInPage() {
  if (!(await getVisit()).user) redirect(paths.login(paths.signedIn))
  const t = await getTranslations('session-end')
  return (
    <PageMain narrow>
      <CloseWindow />
      <div className="card shadow-card p-6 sm:p-8">
        <GateMark />
        <h1 className="mt-4 text-2xl font-bold tracking-tight">{t('signedIn.title')}</h1>
        <p className="text-muted-foreground mt-4">{t('signedIn.text')}</p>
        <p className="mt-4">
          <Link
            href={defaultNext}
            prefetch={false}
            className="link inline-flex min-h-11 items-center"
          >
            {t('signedIn.goOn')}
          </Link>
        </p>
      </div>
    </PageMain>
  )
}
