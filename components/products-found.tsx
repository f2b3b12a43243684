'use client'
import { useTranslations } from 'use-intl'
import type { ProductFilter } from '@/lib/browser/product-filter'

type Props = { filter: ProductFilter; count: number; isAll: boolean; isSearching: boolean }

const yes = (is: boolean) => (is ? 'yes' : 'no')

/** How many products there are, for eyes and ears: read out whenever it changes. */
export function ProductsFound({ filter, count, isAll, isSearching }: Props) {
  const t = useTranslations('products.found')
  if (isSearching) return t('searching')
  const { q, category, favourite } = filter
  return t(count === 0 ? 'none' : isAll ? 'all' : 'some', {
    ...{ q, category, count },
    search: yes(q !== ''),
    filter: yes(category !== ''),
    favourites: yes(favourite),
  })
}
