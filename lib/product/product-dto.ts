/** A product as GET /api/products and the pages show it. */
export type ProductDto = {
  id: string
  slug: string
  name: string
  description: string
  category: string
  price_cents: number
  art_seed: number
  /** Whether the user who asks likes it. */
  favourite: boolean
}

/** One page of products; `next_cursor` is null on the last one. */
export type ProductPage = { items: ProductDto[]; next_cursor: string | null }
