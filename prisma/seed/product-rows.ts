import { createHash } from 'node:crypto'
import { catalogue } from './catalogue.ts'

export type ProductRow = {
  id: string
  slug: string
  name: string
  description: string
  category: string
  priceCents: number
  artSeed: number
}

function toSlug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** A UUID of version 8 (RFC 9562 §5.8) that follows from the slug, so that every seeded database has the same ids. */
function toId(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The rows of the catalogue; the same ones each time, on every machine. */
export function productRows(): ProductRow[] {
  return Object.entries(catalogue).flatMap(([category, entries]) =>
    entries.map(([name, description, priceCents]) => {
      const slug = toSlug(name)
      const digest = createHash('sha256').update(`product:${slug}`).digest()
      const artSeed = digest.readUInt32BE(16) >>> 1
      return { id: toId(digest), slug, name, description, category, priceCents, artSeed }
    }),
  )
}
