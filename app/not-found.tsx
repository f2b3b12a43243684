import type { Metadata } from 'next'
import Link from 'next/link'
import { PageMain } from '@/components/page-main'
import { paths } from '@/lib/config/paths'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <PageMain>
      <h1 className="text-3xl font-semibold tracking-tight">Page not found</h1>
      <p className="mt-4 max-w-prose">
        There is nothing at this address. It may have been mistyped, or what was here is gone.
      </p>
      <p className="mt-6">
        <Link href={paths.home} prefetch={false} className="button">
          To the start page
        </Link>
      </p>
    </PageMain>
  )
}
