import type { Metadata } from 'next'
import { PageMain } from '@/components/page-main'
import { ProductBrowser } from '@/components/product-browser'
import { productsAddress } from '@/components/products-address'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { orOutage } from '@/lib/http/or-outage'
import { listProducts } from '@/lib/product/list-products'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Products' }

type Query = Record<string, string | string[] | undefined>

// A repeated parameter is nobody's form; the page ignores it where the API would answer 400.
function single(value: string | string[] | undefined): string {
  // PostgreSQL has no NUL in text, and a lone surrogate is no text at all.
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim() : ''
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const q = single(query.q).slice(0, 100).toWellFormed()
  const cursor = single(query.cursor) || null
  const address = productsAddress(q, cursor)
  const user = await requireUser(address)
  const products = listProducts(user.id, { q: q || undefined, cursor: cursor ?? undefined })
  const page = await orOutage(address, products)
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <h1 className="text-3xl font-semibold tracking-tight">Products</h1>
      <ProductBrowser key={address} initial={{ q, cursor, page }} />
    </PageMain>
  )
}
