'use client'
import { ErrorPanel } from '@/components/error-panel'
import { PageMain } from '@/components/page-main'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <PageMain>
      <ErrorPanel error={error} retry={retry} />
    </PageMain>
  )
}
