import type { Metadata } from 'next'
import Link from 'next/link'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { buttonVariants } from '@/components/ui/button-variants'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('trouble')
  return { title: t('notFound.title') }
}

export default async function NotFound() {
  const t = await getTranslations('trouble')
  return (
    <PageMain>
      <PageTitle>{t('notFound.title')}</PageTitle>
      <p className="mt-4 max-w-prose">{t('notFound.text')}</p>
      <p className="mt-6">
        <Link href={paths.home} prefetch={false} className={buttonVariants({ variant: 'outline' })}>
          {t('toStart')}
        </Link>
      </p>
    </PageMain>
  )
}
