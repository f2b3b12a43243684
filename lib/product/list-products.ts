import 'server-only'
import { parseCursor, toCursor } from './product-cursor'
import type { ProductPage } from './product-dto'
import type { ProductQuery } from './product-query'
import { findProducts } from './product-store'

const defaultLimit = 12

/** One page of products in the order of their names. A cursor that means nothing starts from the beginning. */
export async function listProducts({
  q = '',
  cursor,
  limit = defaultLimit,
}: ProductQuery): Promise<ProductPage> {
  const after = cursor ? parseCursor(cursor) : null
  const rows = await findProducts(q.trim(), after, limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next_cursor: rows.length > limit && last ? toCursor(last) : null }
}
