import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { putNote, removeNote } from './note-store'
import { parseNote } from './note-text'

const uuid = z.uuid()

/**
 * Keeps the user's own note on a product, in place of the one before; an empty text takes it away. Doing it twice
 * changes nothing.
 * @param dangerousNote `{ text }`
 * @throws {AppError} invalid_request; not_found: there is no such product, or `dangerousProductId` is no id at all
 */
export async function setNote(
  userId: string,
  dangerousProductId: unknown,
  dangerousNote: unknown,
): Promise<void> {
  const productId = uuid.safeParse(dangerousProductId)
  if (!productId.success) throw new AppError('not_found')
  const text = parseNote(dangerousNote)
  const isKnown = text
    ? await putNote(userId, productId.data, text)
    : await removeNote(userId, productId.data)
  if (!isKnown) throw new AppError('not_found')
}
