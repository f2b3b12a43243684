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

/** What the user who asks wrote down about a product; nobody else reads it. */
export type NoteDto = { text: string; updated_at: string }

/** One product as GET /api/products/{id} and its own page show it. */
export type ProductDetailsDto = ProductDto & { note: NoteDto | null }

/** In UTF-16 code units, as HTML counts `maxlength`. */
export const maxNoteLength = 1_000
