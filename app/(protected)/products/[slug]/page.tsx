import type { Metadata } from 'next'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { cache } from 'react'
import { missingMetadata, MissingPage } from '@/components/missing-page'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { ProductArt } from '@/components/product-art'
import { catalogueLanguage, ProductCategory } from '@/components/product-category'
import { ProductNote } from '@/components/product-note'
import { priceInWords } from '@/components/product-price'
import { getCurrentUser, requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { orOutage } from '@/lib/http/or-outage'
import { localeTags } from '@/lib/i18n/languages'
import { getLanguage, getTranslations } from '@/lib/i18n/translations'
import { getProduct } from '@/lib/product/get-product'
import { FavouriteSwitch } from './favourite-switch'
import { saveNoteAction } from './note-actions'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ slug: string }> }

/** Asked once a render: for the title and for the page. */
const readProduct = cache(async (userId: string, slug: string) => {
  const product = await getProduct(userId, { slug })
  return product && { product, readAt: Date.now() }
})

// Decides nothing: who may not see the page, and what does not exist, is the page's own to say, and its status.
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const user = await getCurrentUser().catch(() => null)
  const read = user ? await readProduct(user.id, slug).catch(() => undefined) : undefined
  if (read) return { title: read.product.name }
  if (read === null) return missingMetadata()
  const t = await getTranslations('products')
  return { title: t('title') }
}

export default async function ProductPage({ params }: Props) {
  const { slug } = await params
  const address = paths.product(slug)
  const user = await requireUser(address)
  const read = await orOutage(address, readProduct(user.id, slug))
  if (!read) return <MissingPage />
  const { product, readAt } = read
  const { name, category, description, price_cents, art_seed } = product
  const t = await getTranslations('products')
  const locale = localeTags[await getLanguage()]
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <p className="no-print -mt-3 mb-4">
        <Link
          href={paths.products}
          prefetch={false}
          className="link inline-flex min-h-11 items-center gap-2"
        >
          <ArrowLeft className="size-4.5" aria-hidden="true" />
          {t('toAll')}
        </Link>
      </p>
      <div
        id={`product-${slug}`}
        className="grid scroll-mt-4 items-start gap-x-10 gap-y-6 md:grid-cols-2"
      >
        <div className="card shadow-card overflow-hidden">
          <ProductArt seed={art_seed} category={category} />
        </div>
        <div>
          <p className="mb-3">
            <ProductCategory>{category}</ProductCategory>
          </p>
          <div lang={catalogueLanguage}>
            <PageTitle>{name}</PageTitle>
          </div>
          <p className="mt-3 text-2xl font-bold tracking-tight">
            {priceInWords(price_cents, locale)}
          </p>
          <p lang={catalogueLanguage} className="mt-4 max-w-prose text-lg">
            {description}
          </p>
          <FavouriteSwitch initial={product} readAt={readAt} />
        </div>
      </div>
      <ProductNote initial={product} readAt={readAt} action={saveNoteAction} />
    </PageMain>
  )
}
