// What a user likes. Every statement may run twice at once: the second finds nothing to do.
import 'server-only'
import { db } from '@/lib/db/client'

/**
 * Locks what the new row will point at, so that a user or a product deleted meanwhile is no broken reference.
 * @returns whether there is such a product
 */
export async function addFavourite(userId: string, productId: string): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    WITH pair AS (
      SELECT u.id AS user_id, p.id AS product_id FROM users u, products p
      WHERE u.id = ${userId}::uuid AND p.id = ${productId}::uuid FOR KEY SHARE
    ), added AS (
      INSERT INTO favourites (user_id, product_id) SELECT user_id, product_id FROM pair
      ON CONFLICT DO NOTHING
    )
    SELECT id FROM products WHERE id = ${productId}::uuid`
  return found.length > 0
}

/** @returns whether there is such a product, liked or not */
export async function removeFavourite(userId: string, productId: string): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    WITH removed AS (
      DELETE FROM favourites WHERE user_id = ${userId}::uuid AND product_id = ${productId}::uuid
    )
    SELECT id FROM products WHERE id = ${productId}::uuid`
  return found.length > 0
}

/** Which of the products the user likes. */
export async function findFavouriteIds(
  userId: string,
  productIds: string[],
): Promise<ReadonlySet<string>> {
  if (productIds.length === 0) return new Set()
  const rows = await db().favourite.findMany({
    where: { userId, productId: { in: productIds } },
    select: { productId: true },
  })
  return new Set(rows.map((row) => row.productId))
}

export async function countFavourites(userId: string): Promise<number> {
  return db().favourite.count({ where: { userId } })
}

/** A favourite as an export shows it. */
export type ExportedFavourite = {
  product: { id: string; slug: string; name: string }
  created_at: string
}

/** The user's favourites in the order of their products' ids, behind `after`. */
export async function listFavourites(
  userId: string,
  after: ExportedFavourite | null,
  limit: number,
): Promise<ExportedFavourite[]> {
  const rows = await db().favourite.findMany({
    where: { userId, ...(after && { productId: { gt: after.product.id } }) },
    orderBy: { productId: 'asc' },
    take: limit,
    select: { createdAt: true, product: { select: { id: true, slug: true, name: true } } },
  })
  return rows.map(({ product, createdAt }) => ({ product, created_at: createdAt.toISOString() }))
}
