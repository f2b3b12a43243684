'use client'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import {
  isFiltered,
  noFilter,
  type ProductFilter,
  productsAddress,
} from '@/lib/browser/product-filter'

type Props = { filter: ProductFilter; onReset: () => void }

/** What to do where nothing was found, or nothing is there. */
export function ProductsEmpty({ filter, onReset }: Props) {
  const t = useTranslations('products.empty')
  if (!isFiltered(filter)) return <p>{t('catalogue')}</p>
  const isForFavouritesAlone = !filter.q && !filter.category

  function reset(event: MouseEvent) {
    event.preventDefault()
    onReset()
  }

  const all = (words: ReactNode) => (
    <a href={productsAddress(noFilter)} onClick={reset} className="link">
      {words}
    </a>
  )
  return (
    <p className="max-w-prose">{t.rich(isForFavouritesAlone ? 'favourites' : 'search', { all })}</p>
  )
}
