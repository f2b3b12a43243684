import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { addFavourite, removeFavourite } from './favourite-store'

const uuid = z.uuid()

/**
 * Makes the product a favourite or takes that back; doing it twice changes nothing.
 * @throws {AppError} not_found: there is no such product, or `dangerousProductId` is no id at all
 */
export async function setFavourite(
  userId: string,
  dangerousProductId: unknown,
  isFavourite: boolean,
): Promise<void> {
  const productId = uuid.safeParse(dangerousProductId)
  if (!productId.success) throw new AppError('not_found')
  const change = isFavourite ? addFavourite : removeFavourite
  if (!(await change(userId, productId.data))) throw new AppError('not_found')
}
