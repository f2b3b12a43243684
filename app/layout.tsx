import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { LanguageProvider } from '@/components/language-provider'
import { OfflineBanner } from '@/components/offline-banner'
import { mainId } from '@/components/page-main'
import { toSessionUser } from '@/components/session-user'
import { SiteFooter } from '@/components/site-footer'
import { SignOutNotice } from '@/components/sign-out-notice'
import { SiteHeader } from '@/components/site-header'
import { buttonVariants } from '@/components/ui/button-variants'
import { getVisit } from '@/components/visitor'
import { AuthProvider } from '@/lib/browser/auth-provider'
import { env } from '@/lib/config/env'
import { clientMessagesOf } from '@/lib/i18n/messages'
import { getTranslations } from '@/lib/i18n/translations'
import { preferencesOf } from '@/lib/preferences/preferences'
import { siteFontClass } from './fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return {
    title: { default: 'Gatehouse', template: '%s · Gatehouse' },
    description: t('siteDescription'),
    referrer: 'no-referrer',
    formatDetection: { telephone: false, email: false, address: false },
  }
}

const themeColors = { light: '#ffffff', dark: '#1b1e1a' } as const

export async function generateViewport(): Promise<Viewport> {
  const { theme } = preferencesOf(await headers())
  return {
    colorScheme: theme === 'system' ? 'light dark' : theme,
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: themeColors.light },
            { media: '(prefers-color-scheme: dark)', color: themeColors.dark },
          ]
        : themeColors[theme],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered for each request: the nonce of the content security policy is made for one response only.
  await connection()
  const { user: visitor } = await getVisit()
  const { language, theme } = preferencesOf(await headers())
  const t = await getTranslations('shell')
  return (
    <html
      lang={language}
      data-theme={theme === 'system' ? undefined : theme}
      className={siteFontClass}
      suppressHydrationWarning
    >
      <body className="flex flex-col font-sans antialiased">
        <LanguageProvider language={language} messages={clientMessagesOf(language)}>
          <AuthProvider
            user={visitor && toSessionUser(visitor)}
            idleSeconds={env().SESSION_IDLE_SECONDS}
          >
            <a href={`#${mainId}`} className={`${buttonVariants()} skip-link`}>
              {t('skip')}
            </a>
            <OfflineBanner />
            <SiteHeader visitor={visitor} />
            <SignOutNotice />
            {children}
            <SiteFooter theme={theme} language={language} />
          </AuthProvider>
        </LanguageProvider>
      </body>
    </html>
  )
}
