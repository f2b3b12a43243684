import 'server-only'
import { type ExportedGoogleAccount, listGoogleAccounts } from '@/lib/google/google-account-store'
import { countFavourites } from '@/lib/product/favourite-store'
import { type OwnSession, listOwnSessions } from '@/lib/session/own-sessions'
import { type AdminUser, findUser } from '@/lib/user/user-admin-store'
import type { Administrator } from './act-on-user'
import { type AuditEntry, listLatestEvents } from './list-audit-log'

const shownEvents = 10

export type ShownUser = AdminUser & {
  googleAccounts: ExportedGoogleAccount[]
  /** The one that asks comes first, where it is among them. */
  sessions: OwnSession[]
  favourites: number
  events: AuditEntry[]
}

/** All that an administrator sees of one user, or null where there is none. */
export async function showUser(actor: Administrator, userId: string): Promise<ShownUser | null> {
  const user = await findUser(userId)
  if (!user) return null
  const [googleAccounts, sessions, favourites, events] = await Promise.all([
    listGoogleAccounts(userId),
    listOwnSessions({ userId, sessionId: actor.sessionId }),
    countFavourites(userId),
    listLatestEvents(userId, shownEvents),
  ])
  return { ...user, googleAccounts, sessions, favourites, events }
}
