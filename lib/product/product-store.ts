import 'server-only'
import { db } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import type { ProductPlace } from './product-cursor'
import type { ProductDto } from './product-dto'

export type ProductFilter = {
  /** Words; each must occur somewhere. */
  search: string
  category: string | null
  /** The user whose favourites alone are wanted. */
  likedBy: string | null
}

function containing(word: string): Prisma.ProductWhereInput {
  return {
    OR: (['name', 'description', 'category'] as const).map((column) => ({
      [column]: { contains: escapeLike(word), mode: 'insensitive' },
    })),
  }
}

function matching({ search, category, likedBy }: ProductFilter): Prisma.ProductWhereInput[] {
  const words = search.split(/\s+/).filter(Boolean)
  return [
    ...words.map(containing),
    ...(category === null ? [] : [{ category }]),
    ...(likedBy === null ? [] : [{ favourites: { some: { userId: likedBy } } }]),
  ]
}

// Prisma hands `contains` to LIKE as it is.
function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

function behind({ name, id }: ProductPlace): Prisma.ProductWhereInput {
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }
}

type ProductRow = Prisma.ProductGetPayload<object>

function toDto({ priceCents, artSeed, ...row }: ProductRow): Omit<ProductDto, 'favourite'> {
  const { id, slug, name, description, category } = row
  return {
    ...{ id, slug, name, description, category },
    price_cents: priceCents,
    art_seed: artSeed,
  }
}

export async function findProducts(
  filter: ProductFilter,
  after: ProductPlace | null,
  limit: number,
): Promise<Omit<ProductDto, 'favourite'>[]> {
  const products = await db().product.findMany({
    where: { AND: [...matching(filter), ...(after ? [behind(after)] : [])] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return products.map(toDto)
}

export async function findProduct(
  key: { id: string } | { slug: string },
): Promise<Omit<ProductDto, 'favourite'> | null> {
  const product = await db().product.findUnique({ where: key })
  return product && toDto(product)
}

/** The categories that have a product, by name. */
export async function findCategories(): Promise<string[]> {
  const groups = await db().product.groupBy({ by: 'category', orderBy: { category: 'asc' } })
  return groups.map(({ category }) => category)
}
