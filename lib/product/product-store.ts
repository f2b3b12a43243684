import 'server-only'
import { db } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import type { ProductPlace } from './product-cursor'
import type { ProductDto } from './product-dto'

function matching(search: string): Prisma.ProductWhereInput {
  // Each word must occur somewhere.
  const words = search.split(/\s+/).filter(Boolean)
  return {
    AND: words.map((word) => ({
      OR: (['name', 'description', 'category'] as const).map((column) => ({
        [column]: { contains: escapeLike(word), mode: 'insensitive' },
      })),
    })),
  }
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
  search: string,
  after: ProductPlace | null,
  limit: number,
): Promise<Omit<ProductDto, 'favourite'>[]> {
  const products = await db().product.findMany({
    where: { AND: [matching(search), ...(after ? [behind(after)] : [])] },
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
