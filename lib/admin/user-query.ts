// What the address of the user list says. Nothing in it is believed: what means nothing counts as not there, since a list
// of more users than asked for misleads nobody (the audit log is stricter).
import { z } from 'zod'
import { type PageQuery, singleText } from '@/lib/http/page-query'
import { type UserState, userStates } from '@/lib/user/user-states'

const maxSearchLength = 100
const maxWords = 10

export type UserQuery = {
  /** As it is shown in the search field again. */
  q: string
  state: UserState
  /** Behind which user. */
  afterId: string | null
}

export function toUserQuery(query: PageQuery): UserQuery {
  return {
    q: singleText(query.q).slice(0, maxSearchLength).toWellFormed(),
    state: userStates.find((state) => state === query.state) ?? 'all',
    afterId: parseUserCursor(singleText(query.after)),
  }
}

/**
 * The words that must each begin a word of the address or the name. Split at white space, at every ASCII sign
 * and at what typographers put in their place, as the database splits what it searches (migration "administration"): no
 * sign is left that LIKE or a text search would read.
 */
export function toSearchWords(q: string): string[] {
  const words = q.toLowerCase().split(/[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s«·»–—‘’“”…]+/)
  return words.filter(Boolean).slice(0, maxWords)
}

const uuid = z.uuid()

/** Opaque to whoever follows it: the place is the last user's id. */
export function toUserCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

/** The id, or null for anything `toUserCursor` would not have written. */
export function parseUserCursor(dangerousCursor: string): string | null {
  if (!/^[\w-]{22}$/.test(dangerousCursor)) return null
  const hex = Buffer.from(dangerousCursor, 'base64url').toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return uuid.safeParse(id).success && toUserCursor(id) === dangerousCursor ? id : null
}
