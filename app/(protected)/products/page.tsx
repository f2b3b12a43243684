// Answered whole, without a loading.tsx: docs/architecture.md says why.
import type { Metadata } from 'next'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { ProductBrowser } from '@/components/product-browser'
import { requireUser } from '@/lib/auth/current-user'
import {
  type ProductFilter,
  productsAddress,
  toProductCursor,
  toProductFilter,
} from '@/lib/browser/product-filter'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { orOutage } from '@/lib/http/or-outage'
import type { PageQuery } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'
import { listCategories, listProducts } from '@/lib/product/list-products'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('products')
  return { title: t('title') }
}

function toSearchParams(query: PageQuery): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value = []]) =>
    [value].flat().map((one) => [name, one]),
  )
  return new URLSearchParams(pairs)
}

async function load(userId: string, filter: ProductFilter, cursor: string | null) {
  const { q, category, favourite } = filter
  const [page, categories] = await Promise.all([
    listProducts(userId, {
      ...(q && { q }),
      ...(category && { category }),
      ...(favourite && { favourite }),
      ...(cursor && { cursor }),
    }),
    listCategories(),
  ])
  return { page, categories, readAt: Date.now() }
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = toSearchParams(await searchParams)
  const filter = toProductFilter(query)
  const cursor = toProductCursor(query)
  const address = productsAddress(filter, cursor)
  const user = await requireUser(address)
  const { categories, ...read } = await orOutage(address, load(user.id, filter, cursor))
  const t = await getTranslations('products')
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <PageTitle>{t('title')}</PageTitle>
      <ProductBrowser categories={categories} initial={{ address, ...read }} />
    </PageMain>
  )
}
