import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { mainId } from '@/components/page-main'
import { toSessionUser } from '@/components/session-user'
import { SiteFooter } from '@/components/site-footer'
import { SiteHeader } from '@/components/site-header'
import { getVisit } from '@/components/visitor'
import { AuthProvider } from '@/lib/browser/auth-provider'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Gatehouse', template: '%s · Gatehouse' },
  description: 'A small shop behind a proper gate: sign in with Google, done on the server.',
  referrer: 'no-referrer',
  formatDetection: { telephone: false, email: false, address: false },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1e1d1a' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered for each request: the nonce of the content security policy is made for one response only.
  await connection()
  const { user: visitor } = await getVisit()
  return (
    <html lang="en">
      <body className="flex flex-col font-sans antialiased">
        <AuthProvider user={visitor && toSessionUser(visitor)}>
          <a href={`#${mainId}`} className="skip-link button">
            Skip to content
          </a>
          <SiteHeader isSignedIn={visitor !== null} />
          {children}
          <SiteFooter />
        </AuthProvider>
      </body>
    </html>
  )
}
