'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductPage } from '@/lib/product/product-dto'
import type { ApiFetch } from './api-client'
import { type ProductFilter, productsAddress, toProductsQuery } from './product-filter'
import { readProblem } from './read-problem'
import { useAuth } from './use-auth'

/** The page that the server rendered, the address it is for, and when it was read. */
export type InitialProducts = { address: string; page: ProductPage; readAt: number }

async function fetchProducts(
  apiFetch: ApiFetch,
  query: string,
  signal: AbortSignal,
): Promise<ProductPage> {
  const response = await apiFetch(paths.apiProducts + query, { signal })
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as ProductPage
}

/**
 * The products from `start` on. What the server rendered is used as it is for its own address; older than a moment, as
 * when somebody comes back to the page, it is shown and read again. While others are fetched, the former are a placeholder.
 */
export function useProducts(filter: ProductFilter, start: string | null, initial: InitialProducts) {
  const { apiFetch } = useAuth()
  const isInitial = productsAddress(filter, start) === initial.address
  return useInfiniteQuery({
    queryKey: ['products', filter, start],
    queryFn: ({ pageParam, signal }) =>
      fetchProducts(apiFetch, toProductsQuery(filter, pageParam), signal),
    initialPageParam: start,
    getNextPageParam: (last: ProductPage) => last.next_cursor,
    placeholderData: keepPreviousData,
    ...(isInitial && {
      initialData: { pages: [initial.page], pageParams: [start] },
      initialDataUpdatedAt: initial.readAt,
    }),
  })
}
