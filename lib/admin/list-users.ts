import 'server-only'
import { isUnavailable } from '@/lib/db/unavailable'
import { withinDeadline } from '@/lib/http/deadline'
import { log } from '@/lib/log/logger'
import { countLiveSessions } from '@/lib/session/acting-session-store'
import { type AdminUser, findUsers } from '@/lib/user/user-admin-store'
import { type UserQuery, toSearchWords, toUserCursor } from './user-query'

const pageSize = 25
// Less than what makes a page an outage: whoever came this far has been looked up a moment ago, so the database is well.
const searchMs = 2_000

export type ListedUser = AdminUser & { sessions: number; lastSeenAt: Date | null }

/** `next` is null on the last page. */
export type UserPage = { users: ListedUser[]; next: string | null }

async function loadPage({ q, state, afterId }: UserQuery): Promise<UserPage> {
  const words = toSearchWords(q)
  // Signs alone are in nobody's name, and must not find everybody.
  if (q && words.length === 0) return { users: [], next: null }
  const rows = await findUsers(words, state, afterId, pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const counts = await countLiveSessions(shown.map(({ id }) => id))
  const users = shown.map((user): ListedUser => {
    const counted = counts.find(({ userId }) => userId === user.id)
    return { ...user, sessions: counted?.count ?? 0, lastSeenAt: counted?.lastSeenAt ?? null }
  })
  const last = shown.at(-1)
  return { users, next: rows.length > pageSize && last ? toUserCursor(last.id) : null }
}

/** One page of users, the newest first; null where a search finds too many to be done in time. */
export async function listUsers(query: UserQuery): Promise<UserPage | null> {
  try {
    return await withinDeadline(loadPage(query), searchMs)
  } catch (error) {
    if (!query.q || !isUnavailable(error)) throw error
    log.warn('user search took too long', { error })
    return null
  }
}
