import 'server-only'
import { findFavouriteIds } from './favourite-store'
import { parseCursor, toCursor } from './product-cursor'
import type { ProductPage } from './product-dto'
import type { ProductQuery } from './product-query'
import { findCategories, findProducts } from './product-store'

const defaultLimit = 12

/**
 * One page of products in the order of their names, each with whether the user likes it. A cursor that means nothing
 * starts from the beginning.
 */
export async function listProducts(
  userId: string,
  { q = '', category, favourite, cursor, limit = defaultLimit }: ProductQuery,
): Promise<ProductPage> {
  const after = cursor ? parseCursor(cursor) : null
  const likedBy = favourite ? userId : null
  const filter = { search: q.trim(), category: category ?? null, likedBy }
  const rows = await findProducts(filter, after, limit + 1)
  const shown = rows.slice(0, limit)
  const liked = await findFavouriteIds(
    userId,
    shown.map(({ id }) => id),
  )
  const items = shown.map((product) => ({ ...product, favourite: liked.has(product.id) }))
  const last = shown.at(-1)
  return { items, next_cursor: rows.length > limit && last ? toCursor(last) : null }
}

/** What a category filter may be set to, by name. */
export function listCategories(): Promise<string[]> {
  return findCategories()
}
