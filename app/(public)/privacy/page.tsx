import type { Metadata } from 'next'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { getTranslations } from '@/lib/i18n/translations'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('privacy')
  return { title: t('title') }
}

const sections = ['cookies', 'sessions', 'yours'] as const

export default async function PrivacyPage() {
  const t = await getTranslations('privacy')
  return (
    <PageMain>
      <div className="max-w-prose space-y-4 text-lg">
        <PageTitle>{t('title')}</PageTitle>
        <p>{t('google')}</p>
        {sections.map((section) => (
          <section key={section} aria-labelledby={section}>
            <h2 id={section} className="pt-4 text-xl font-semibold">
              {t(`${section}.heading`)}
            </h2>
            <p className="mt-2">{t(`${section}.text`)}</p>
          </section>
        ))}
      </div>
    </PageMain>
  )
}
