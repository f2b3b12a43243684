// Where a page of audit events ended, for an address. Nothing secret, and every value that parses is a valid place to go on
// from: whose events are listed is never its to say.
import { z } from 'zod'
import type { AuditPlace } from './audit-log-store'

// To the year 9999: what Postgres and every date of ours can hold.
const placeSchema = z.tuple([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().max(253_402_300_799_999)),
  z.uuid().toLowerCase(),
])

export function toAuditCursor({ createdAt, id }: AuditPlace): string {
  return `${createdAt.getTime()}_${id}`
}

/** The place, or null for anything `toAuditCursor` would not have written: the list then begins at its beginning. */
export function parseAuditCursor(dangerousCursor: string): AuditPlace | null {
  const parts = placeSchema.safeParse(dangerousCursor.split('_'))
  if (!parts.success) return null
  const [milliseconds, id] = parts.data
  const place = { createdAt: new Date(milliseconds), id }
  return toAuditCursor(place) === dangerousCursor ? place : null
}
