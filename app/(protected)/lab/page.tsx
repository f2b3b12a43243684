import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ButtonLink } from '@/components/button-link'
import { MoreLanguage } from '@/components/language-provider'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { Card } from '@/components/ui/card'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import { type PageQuery, single } from '@/lib/http/page-query'
import { someMessagesOf } from '@/lib/i18n/messages'
import { getLanguage, getTranslations } from '@/lib/i18n/translations'
import { labDeeds, toLabDeed } from '@/lib/lab/lab-steps'
import { readLabView } from '@/lib/lab/lab-view'
import { hasLab } from '@/lib/lab/require-lab'
import { LabBench } from './lab-bench'
import { LabFigures } from './lab-figures'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  if (!hasLab()) return missingMetadata()
  const t = await getTranslations('lab')
  return { title: t('title'), robots: { index: false } }
}

const endSession: readonly string[] = ['steal', 'end_from_elsewhere']

/** Development only (docs/session-lab.md): elsewhere there is no such page, for nobody. */
export default async function LabPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!hasLab()) return <MissingPage />
  const user = await requireUser(paths.lab)
  const view = await orOutage(paths.lab, readLabView(await headers(), user.sessionId, new Date()))
  const { did } = await searchParams
  const language = await getLanguage()
  const t = await getTranslations('lab')
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <PageTitle>{t('title')}</PageTitle>
      <p className="text-muted-foreground mt-4 max-w-prose text-lg">{t('intro')}</p>
      {toLabDeed(single(did)) && (
        <div className="mt-4">
          <Notice tone="notice">{t('did')}</Notice>
        </div>
      )}
      <MoreLanguage language={language} messages={someMessagesOf(language, ['labLog'])}>
        <Card className="mt-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-xl font-semibold tracking-tight">{t('figures')}</h2>
            <ButtonLink href={paths.lab} variant="outline">
              {t('lookAgain')}
            </ButtonLink>
          </div>
          <LabFigures key={view.at} view={view} />
        </Card>
        <LabBench
          deeds={labDeeds.map((deed) => ({
            deed,
            title: t(`deeds.${deed}.title`),
            text: t(`deeds.${deed}.text`, { seconds: view.graceSeconds }),
            endsSession: endSession.includes(deed),
          }))}
          headings={{ deeds: t('deeds.heading'), page: t('page.heading') }}
          pageText={t('page.text')}
        >
          <a href={paths.lab} target="_blank" className="link inline-flex min-h-11 items-center">
            {t('secondTab')}
          </a>
          <a href={view.googleControl} className="link inline-flex min-h-11 items-center">
            {t('google')}
          </a>
        </LabBench>
      </MoreLanguage>
    </PageMain>
  )
}
