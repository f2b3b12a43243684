import { ChevronDown } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { type HelpEntry, helpSections } from './help-sections'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('help')
  return { title: t('title') }
}

/** What goes wrong around a sign-in and what to do; each entry has an address, `/help#link_expired`, to link to. */
export default async function HelpPage() {
  const t = await getTranslations('help')
  return (
    <PageMain>
      <div className="max-w-3xl">
        <PageTitle>{t('heading')}</PageTitle>
        <p className="text-muted-foreground mt-4 text-lg">{t('intro')}</p>
        <nav aria-label={t('contents')} className="no-print mt-5">
          <ul className="flex flex-wrap gap-x-6">
            {helpSections.map(({ id }) => (
              <li key={id}>
                <a href={`#${id}`} className="link inline-flex min-h-11 items-center">
                  {t(`sections.${id}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {helpSections.map(({ id, entries }) => (
          <section key={id} id={id} aria-labelledby={`${id}-heading`} className="scroll-mt-4">
            <h2 id={`${id}-heading`} className="mt-10 text-2xl font-bold tracking-tight">
              {t(`sections.${id}`)}
            </h2>
            <div className="card shadow-card divide-border mt-4 divide-y">
              {entries.map((entry) => (
                <Entry key={entry} entry={entry} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </PageMain>
  )
}

// The address is that of the answer: a browser opens what a link leads into.
async function Entry({ entry }: { entry: HelpEntry }) {
  const t = await getTranslations('help')
  return (
    <details className="group">
      <summary className="hover:bg-accent flex min-h-12 cursor-pointer items-center justify-between gap-4 rounded-lg px-5 py-3">
        <h3 className="min-w-0 font-medium">{t(`entries.${entry}.question`)}</h3>
        <ChevronDown
          className="text-muted-foreground size-5 shrink-0 transition-transform group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <p id={entry} className="max-w-prose scroll-mt-16 px-5 pt-1 pb-5">
        {t.rich(`entries.${entry}.answer`, {
          redirectUri: env().AUTH_URL + paths.googleCallback,
          code: (words) => <code className="wrap-anywhere">{words}</code>,
          login: linkTo(paths.loginPage),
          account: linkTo(paths.account),
          google: linkTo('https://myaccount.google.com/'),
          connections: linkTo('https://myaccount.google.com/connections'),
        })}
      </p>
    </details>
  )
}

function linkTo(href: string) {
  return function HelpLink(words: ReactNode) {
    return (
      <a href={href} className="link">
        {words}
      </a>
    )
  }
}
