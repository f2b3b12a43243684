'use client'
import { useCallback, useState, type MouseEvent } from 'react'
import { useSetFavourite } from '@/lib/browser/favourite-mutation'
import { useProducts } from '@/lib/browser/products-query'
import type { ProductPage } from '@/lib/product/product-dto'
import { ProductGrid } from './product-grid'
import { ProductSearch } from './product-search'
import { ProductsTrouble } from './products-trouble'
import { productsAddress } from './products-address'
import { buttonVariants } from './ui/button-variants'

type Props = { initial: { q: string; cursor: string | null; page: ProductPage } }

const skeletonCount = 6

function foundInWords(count: number, isAll: boolean, q: string): string {
  const what = `${count} ${count === 1 ? 'product' : 'products'}${q ? ` for “${q}”` : ''}`
  if (count === 0) return `No products found${q ? ` for “${q}”` : ''}.`
  return isAll ? `${what}, that is all.` : `${what} shown.`
}

/** The list: what the server rendered works without JavaScript, and is searched and continued in place with it. */
export function ProductBrowser({ initial }: Props) {
  const [q, setQ] = useState(initial.q)
  const query = useProducts(q, initial)
  const favourite = useSetFavourite()
  const products = query.data?.pages.flatMap((page) => page.items) ?? []
  const nextCursor = query.data?.pages.at(-1)?.next_cursor ?? null

  const search = useCallback(
    (text: string) => {
      if (text === q) return
      setQ(text)
      // Keeps the address true without a navigation; a reload or a shared link shows the same search.
      window.history.replaceState(null, '', productsAddress(text, null))
    },
    [q],
  )

  function loadMore(event: MouseEvent) {
    event.preventDefault()
    if (!query.isFetchingNextPage) void query.fetchNextPage()
  }

  // A page further on, opened as a link: what comes before it is not on display.
  const isContinued = initial.cursor !== null && q === initial.q
  const isEmpty = query.isSuccess && products.length === 0
  return (
    <>
      <ProductSearch initialQ={initial.q} onSearch={search} />
      <p role="status" className="text-muted-foreground mt-3 mb-5 min-h-6">
        {query.isSuccess && foundInWords(products.length, !nextCursor && !isContinued, q)}
        {query.isPending && 'Searching …'}
      </p>
      {isContinued && (
        <p className="no-print mb-5">
          <a href={productsAddress(q, null)} className="link">
            Back to the first products
          </a>
        </p>
      )}
      <ProductGrid
        products={products}
        skeletons={query.isPending || query.isFetchingNextPage ? skeletonCount : 0}
        onFavourite={({ id, favourite: was }) =>
          favourite.mutate({ productId: id, favourite: !was })
        }
      />
      <p role="status" className={favourite.isError ? 'mt-4' : 'sr-only'}>
        {favourite.isError && 'Your favourite could not be saved. Please try again.'}
      </p>
      {isEmpty && (
        <p>
          Try another word, or{' '}
          <a href={productsAddress('', null)} className="link">
            see all products
          </a>
          .
        </p>
      )}
      <ProductsTrouble
        error={query.error}
        isPaused={query.fetchStatus === 'paused'}
        retry={() => void (query.data ? query.fetchNextPage() : query.refetch())}
      />
      {nextCursor && (
        <p className="no-print mt-8 text-center">
          <a
            href={productsAddress(q, nextCursor)}
            className={buttonVariants({ variant: 'outline' })}
            onClick={loadMore}
          >
            {query.isFetchingNextPage ? 'Loading …' : 'More products'}
          </a>
        </p>
      )}
    </>
  )
}
