// What a user wrote down about products. Every statement may run twice at once: the later one stands.
import 'server-only'
import { db } from '@/lib/db/client'
import type { NoteDto } from './product-dto'

/**
 * Locks what the new row will point at, so that a user or a product deleted meanwhile is no broken reference.
 * @returns whether there is such a product
 */
export async function putNote(userId: string, productId: string, text: string): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    WITH pair AS (
      SELECT u.id AS user_id, p.id AS product_id FROM users u, products p
      WHERE u.id = ${userId}::uuid AND p.id = ${productId}::uuid FOR KEY SHARE
    ), put AS (
      INSERT INTO notes (user_id, product_id, text) SELECT user_id, product_id, ${text} FROM pair
      ON CONFLICT (user_id, product_id) DO UPDATE SET text = EXCLUDED.text, updated_at = now()
    )
    SELECT id FROM products WHERE id = ${productId}::uuid`
  return found.length > 0
}

/** @returns whether there is such a product, with a note or without */
export async function removeNote(userId: string, productId: string): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    WITH removed AS (
      DELETE FROM notes WHERE user_id = ${userId}::uuid AND product_id = ${productId}::uuid
    )
    SELECT id FROM products WHERE id = ${productId}::uuid`
  return found.length > 0
}

export async function findNote(userId: string, productId: string): Promise<NoteDto | null> {
  const row = await db().note.findUnique({ where: { userId_productId: { userId, productId } } })
  return row && { text: row.text, updated_at: row.updatedAt.toISOString() }
}

/** A note as an export shows it. */
export type ExportedNote = {
  product: { id: string; slug: string; name: string }
  text: string
  updated_at: string
}

/** The user's notes in the order of their products' ids, behind `after`. */
export async function listNotes(
  userId: string,
  after: ExportedNote | null,
  limit: number,
): Promise<ExportedNote[]> {
  const rows = await db().note.findMany({
    where: { userId, ...(after && { productId: { gt: after.product.id } }) },
    orderBy: { productId: 'asc' },
    take: limit,
    select: {
      text: true,
      updatedAt: true,
      product: { select: { id: true, slug: true, name: true } },
    },
  })
  return rows.map(({ product, text, updatedAt }) => ({
    ...{ product, text },
    updated_at: updatedAt.toISOString(),
  }))
}
