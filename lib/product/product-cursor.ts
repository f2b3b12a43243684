// Where a page ended: the sort key of its last product. Nothing secret, so it is plain base64url, and every value that
// parses is a valid place to go on from.
import { z } from 'zod'

const placeSchema = z.tuple([z.string().max(400), z.uuid()])

export type ProductPlace = { name: string; id: string }

export function toCursor({ name, id }: ProductPlace): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url')
}

/** The place, or null for anything `toCursor` would not have written. */
export function parseCursor(dangerousCursor: string): ProductPlace | null {
  if (!/^[\w-]{1,2400}$/.test(dangerousCursor)) return null
  try {
    const text = Buffer.from(dangerousCursor, 'base64url').toString('utf8')
    const place = placeSchema.safeParse(JSON.parse(text))
    if (!place.success || place.data[0].includes('\0')) return null
    const found = { name: place.data[0], id: place.data[1] }
    return toCursor(found) === dangerousCursor ? found : null
  } catch {
    return null
  }
}
