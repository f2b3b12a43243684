// Stands in for a page whose render failed, at that page's own address (next.config.ts): docs/decisions/0034 says how.
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ErrorPanel } from '@/components/error-panel'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { PageMain } from '@/components/page-main'
import { pageFaultOf } from '@/lib/http/page-fault'
import { toSafePath } from '@/lib/http/safe-path'
import { getTranslations } from '@/lib/i18n/translations'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  if (!pageFaultOf(await headers())) return missingMetadata()
  const t = await getTranslations('trouble')
  return { title: t('error.title') }
}

export default async function FaultPage() {
  const fault = pageFaultOf(await headers())
  if (!fault) return <MissingPage />
  return (
    <PageMain>
      <ErrorPanel reference={fault.requestId} retry={toSafePath(fault.address)} />
    </PageMain>
  )
}
