// What of the catalogue is on display. The address of the page says it all, so that a reload, a shared link and the way
// back show the same; the API is asked in the very same words.
import { paths } from '@/lib/config/paths'

export type ProductFilter = {
  /** What was searched for; empty where nothing was. */
  q: string
  /** Empty for all categories. */
  category: string
  /** Only what the person likes. */
  favourite: boolean
}

const maxLength = 100

/** The part of URLSearchParams that both Next's read-only copy and the real one have. */
type Query = { getAll(name: string): string[] }

// A repeated parameter is nobody's form; a page ignores it where the API would answer 400.
function single(query: Query, name: string): string {
  const [value = '', ...more] = query.getAll(name)
  // PostgreSQL has no NUL in text, and a lone surrogate is no text at all.
  return more.length > 0 ? '' : value.replaceAll('\0', '').toWellFormed().trim()
}

function shortText(query: Query, name: string): string {
  return single(query, name).slice(0, maxLength).toWellFormed().trim()
}

/** Whatever an address or a form has, made a filter. */
export function toProductFilter(query: Query): ProductFilter {
  return {
    q: shortText(query, 'q'),
    category: shortText(query, 'category'),
    favourite: single(query, 'favourite') === 'true',
  }
}

export function toProductCursor(query: Query): string | null {
  return single(query, 'cursor') || null
}

export const noFilter: ProductFilter = { q: '', category: '', favourite: false }

export function isFiltered({ q, category, favourite }: ProductFilter): boolean {
  return q !== '' || category !== '' || favourite
}

/** The query of the page and of GET /api/products alike. */
export function toProductsQuery(
  { q, category, favourite }: ProductFilter,
  cursor: string | null,
): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (category) query.set('category', category)
  if (favourite) query.set('favourite', 'true')
  if (cursor) query.set('cursor', cursor)
  return query.size > 0 ? `?${query}` : ''
}

/** The address of a page of products; it works as a plain link. */
export function productsAddress(filter: ProductFilter, cursor: string | null = null): string {
  return paths.products + toProductsQuery(filter, cursor)
}
