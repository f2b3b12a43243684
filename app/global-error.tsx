'use client'
import { toErrorReference } from '@/components/error-reference'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { buttonVariants } from '@/components/ui/button-variants'
import { paths } from '@/lib/config/paths'
import de from '@/messages/de/trouble.json'
import en from '@/messages/en/trouble.json'
import './globals.css'

/** Stands in for the whole document when even the layout failed: with it went the visitor's language, so it says both. */
export default function GlobalError({ error }: { error: unknown }) {
  const reference = toErrorReference(error)
  return (
    <html lang="en">
      <body className="flex flex-col font-sans antialiased">
        <title>{`${en.error.title} · Gatehouse`}</title>
        <PageMain>
          <PageTitle>{en.error.title}</PageTitle>
          <p className="mt-4 max-w-prose">{en.error.text}</p>
          <p className="mt-4 max-w-prose" lang="de">
            {de.error.title}. {de.error.text}
          </p>
          {reference && <code className="mt-4 block text-sm wrap-anywhere">{reference}</code>}
          <p className="mt-6">
            <a href={paths.home} className={buttonVariants()}>
              {en.toStart}
            </a>
          </p>
        </PageMain>
      </body>
    </html>
  )
}
