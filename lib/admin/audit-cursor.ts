// Where a page of the audit log ended. Nothing secret, so it is plain base64url, and every value that parses is a valid
// place to go on from.
import { z } from 'zod'
import type { AuditPlace } from '@/lib/audit/audit-log-store'

const latestMs = Date.UTC(9999, 11, 31)
const placeSchema = z.tuple([z.int().min(0).max(latestMs), z.uuid()])

export function toAuditCursor({ createdAt, id }: AuditPlace): string {
  return Buffer.from(JSON.stringify([createdAt.getTime(), id])).toString('base64url')
}

/** The place, or null for anything `toAuditCursor` would not have written. */
export function parseAuditCursor(dangerousCursor: string): AuditPlace | null {
  if (!/^[\w-]{1,100}$/.test(dangerousCursor)) return null
  try {
    const text = Buffer.from(dangerousCursor, 'base64url').toString('utf8')
    const place = placeSchema.safeParse(JSON.parse(text))
    if (!place.success) return null
    const found = { createdAt: new Date(place.data[0]), id: place.data[1] }
    return toAuditCursor(found) === dangerousCursor ? found : null
  } catch {
    return null
  }
}
