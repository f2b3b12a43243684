'use client'
import { useCallback, useState, type MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useSetFavourite } from '@/lib/browser/favourite-mutation'
import { noFilter, type ProductFilter, productsAddress } from '@/lib/browser/product-filter'
import { type InitialProducts, useProducts } from '@/lib/browser/products-query'
import { showProducts, useProductAddress } from '@/lib/browser/use-product-address'
import { ProductGrid } from './product-grid'
import { ProductSearch } from './product-search'
import { ProductsEmpty } from './products-empty'
import { ProductsFound } from './products-found'
import { ProductsTrouble } from './products-trouble'
import { buttonVariants } from './ui/button-variants'

type Props = { categories: string[]; initial: InitialProducts }

const pageSize = 12

/** The list: what the server rendered works without JavaScript, and is searched and continued in place with it. */
export function ProductBrowser({ categories, initial }: Props) {
  const { filter, cursor } = useProductAddress()
  const address = productsAddress(filter, cursor)
  const query = useProducts(filter, cursor, initial)
  const favourite = useSetFavourite()
  const [continuedFrom, setContinuedFrom] = useState<number | null>(null)
  const t = useTranslations('products')

  const isPaused = query.fetchStatus === 'paused'
  const isSearching = query.isPending || query.isPlaceholderData
  const known = query.data?.pages.flatMap((page) => page.items) ?? []
  const products = isSearching ? [] : known
  const nextCursor = (!isSearching && query.data?.pages.at(-1)?.next_cursor) || null
  const isEmpty = query.isSuccess && !isSearching && products.length === 0

  const show = useCallback(
    (next: ProductFilter) => {
      setContinuedFrom(null)
      if (productsAddress(next) !== productsAddress(filter)) showProducts(next)
    },
    [filter],
  )

  function loadMore(event: MouseEvent) {
    event.preventDefault()
    if (query.isFetchingNextPage) return
    setContinuedFrom(products.length)
    void query.fetchNextPage()
  }

  function countSkeletons(): number {
    if (isPaused || query.isError) return 0
    if (isSearching) return Math.min(Math.max(known.length, 1), pageSize)
    return query.isFetchingNextPage ? pageSize : 0
  }

  return (
    <>
      <ProductSearch filter={filter} categories={categories} onFilter={show} />
      <p role="status" className="text-muted-foreground mt-4 mb-5 min-h-6">
        {(query.isSuccess || query.isPending) && !isPaused && (
          <ProductsFound
            filter={filter}
            count={products.length}
            isAll={!nextCursor && !cursor}
            isSearching={isSearching}
          />
        )}
      </p>
      {cursor && (
        <p className="no-print mb-5">
          <a href={productsAddress(filter)} className="link">
            {t('toFirst')}
          </a>
        </p>
      )}
      <ProductGrid
        products={products}
        skeletons={countSkeletons()}
        address={address}
        continuedFrom={continuedFrom}
        onFavourite={({ id, favourite: was }) =>
          favourite.mutate({ productId: id, favourite: !was })
        }
      />
      {/* In view wherever the heart was that it speaks of. */}
      <p
        role="status"
        className={
          favourite.isError
            ? 'card border-destructive no-print sticky bottom-4 z-10 mx-auto mt-4 max-w-md px-4 py-3 text-center font-medium shadow-lg'
            : 'sr-only'
        }
      >
        {favourite.isError && t('favourite.failed')}
      </p>
      {isEmpty && <ProductsEmpty filter={filter} onReset={() => show(noFilter)} />}
      <ProductsTrouble
        error={query.error}
        isPaused={isPaused}
        retry={() => void (query.data ? query.fetchNextPage() : query.refetch())}
      />
      {nextCursor && (
        <p className="no-print mt-8 text-center">
          <a
            href={productsAddress(filter, nextCursor)}
            className={buttonVariants({ variant: 'outline' })}
            onClick={loadMore}
          >
            {query.isFetchingNextPage ? t('loading') : t('more')}
          </a>
        </p>
      )}
    </>
  )
}
