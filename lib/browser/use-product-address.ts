'use client'
import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import {
  type ProductFilter,
  productsAddress,
  toProductCursor,
  toProductFilter,
} from './product-filter'

/**
 * What the address says is on display; the address alone, so that whoever comes back to the page, by the browser's
 * button or a link, finds what it says.
 */
export function useProductAddress() {
  const query = useSearchParams()
  return useMemo(
    () => ({ filter: toProductFilter(query), cursor: toProductCursor(query) }),
    [query],
  )
}

/** Keeps the address true without a navigation; Next's router follows it. */
export function showProducts(filter: ProductFilter): void {
  window.history.replaceState(null, '', productsAddress(filter))
}
