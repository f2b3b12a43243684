'use client'
import { ErrorPanel } from '@/components/error-panel'
import { PageMain } from '@/components/page-main'
import './globals.css'

/** Stands in for the whole document when even the layout failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex flex-col font-sans antialiased">
        <title>Something went wrong · Gatehouse</title>
        <PageMain>
          <ErrorPanel error={error} retry={retry} />
        </PageMain>
      </body>
    </html>
  )
}
