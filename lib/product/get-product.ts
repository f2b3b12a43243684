import 'server-only'
import { z } from 'zod'
import { findFavouriteIds } from './favourite-store'
import { findNote } from './note-store'
import type { ProductDetailsDto } from './product-dto'
import { productSlug } from './product-slug'
import { findProduct } from './product-store'

const keySchema = z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ slug: productSlug })])

/**
 * One product with what the user made of it.
 * @param dangerousKey its id or its slug, as an address has it
 * @returns null where there is no such product
 */
export async function getProduct(
  userId: string,
  dangerousKey: { id: unknown } | { slug: unknown },
): Promise<ProductDetailsDto | null> {
  const key = keySchema.safeParse(dangerousKey)
  const product = key.success ? await findProduct(key.data) : null
  if (!product) return null
  const [liked, note] = await Promise.all([
    findFavouriteIds(userId, [product.id]),
    findNote(userId, product.id),
  ])
  return { ...product, favourite: liked.has(product.id), note }
}
