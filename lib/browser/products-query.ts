'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductPage } from '@/lib/product/product-dto'
import type { ApiFetch } from './api-client'
import { readProblem } from './read-problem'
import { useAuth } from './use-auth'

async function fetchProducts(
  apiFetch: ApiFetch,
  q: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ProductPage> {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (cursor) query.set('cursor', cursor)
  const response = await apiFetch(`${paths.apiProducts}?${query}`, { signal })
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as ProductPage
}

/** The products for `q`. `initial` is the page the server rendered; it is used as it is while `q` is its own. */
export function useProducts(
  q: string,
  initial: { q: string; cursor: string | null; page: ProductPage },
) {
  const { apiFetch } = useAuth()
  const isInitial = q === initial.q
  return useInfiniteQuery({
    queryKey: ['products', q],
    queryFn: ({ pageParam, signal }) => fetchProducts(apiFetch, q, pageParam, signal),
    initialPageParam: isInitial ? initial.cursor : null,
    getNextPageParam: (last: ProductPage) => last.next_cursor,
    initialData: isInitial ? { pages: [initial.page], pageParams: [initial.cursor] } : undefined,
  })
}
