import { paths } from '@/lib/config/paths'

/** The address of a page of products; it works as a plain link and says all there is to restore the view. */
export function productsAddress(q: string, cursor: string | null): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (cursor) query.set('cursor', cursor)
  return query.size > 0 ? `${paths.products}?${query}` : paths.products
}
