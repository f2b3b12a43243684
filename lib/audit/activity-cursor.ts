import { z } from 'zod'

/** The event behind which a page of a user's activity begins. */
export type ActivityCursor = { createdAt: Date; id: string }

// To the year 9999: what Postgres and every date of ours can hold.
const cursorSchema = z.tuple([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().max(253_402_300_799_999)),
  z.uuid().toLowerCase(),
])

export function toCursorText({ createdAt, id }: ActivityCursor): string {
  return `${createdAt.getTime()}_${id}`
}

/** Null for anything that is no cursor: the list then begins at its beginning. */
export function toActivityCursor(dangerousText: string | undefined): ActivityCursor | null {
  const parts = cursorSchema.safeParse(dangerousText?.split('_'))
  if (!parts.success) return null
  const [milliseconds, id] = parts.data
  return { createdAt: new Date(milliseconds), id }
}
