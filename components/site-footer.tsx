import { Monitor, Moon, Sun } from 'lucide-react'
import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import type { Language } from '@/lib/i18n/languages'
import { getTranslations } from '@/lib/i18n/translations'
import type { Theme } from '@/lib/preferences/preferences'
import { LanguageSwitch } from './language-switch'
import { ThemeSwitch } from './theme-switch'

const themeIcons = {
  system: <Monitor aria-hidden="true" />,
  light: <Sun aria-hidden="true" />,
  dark: <Moon aria-hidden="true" />,
}

const linkClass = 'link inline-flex min-h-11 items-center'

export async function SiteFooter({ theme, language }: { theme: Theme; language: Language }) {
  const t = await getTranslations('shell')
  return (
    <footer className="border-border bg-card no-print border-t">
      <div className="text-muted-foreground mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-5 text-sm">
        <p>{t('footer.line')}</p>
        <nav aria-label={t('footer.label')} className="flex flex-wrap gap-x-5">
          <Link href={paths.help} prefetch={false} className={linkClass}>
            {t('footer.help')}
          </Link>
          <Link href={paths.privacy} prefetch={false} className={linkClass}>
            {t('footer.privacy')}
          </Link>
        </nav>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          <ThemeSwitch theme={theme} icons={themeIcons} />
          <LanguageSwitch language={language} />
        </div>
      </div>
    </footer>
  )
}
