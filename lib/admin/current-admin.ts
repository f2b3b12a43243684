// Who may see and do what administrators may. Guarantees that both the access token and the database say so, the latter
// read for each page: whoever has lost the role, is blocked or whose session has ended is refused at once, and not when
// the token runs out. For everybody else there is nothing at these addresses: 404. What an administrator does to a user is
// judged once more in its own transaction (act-on-user.ts).
import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { type CurrentUser, requireActionUser, requireUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/config/paths'
import { db } from '@/lib/db/client'
import { orOutage } from '@/lib/http/or-outage'
import { findActingSession } from '@/lib/session/acting-session-store'

/**
 * For pages and their titles, which ask together once a render. Whoever is signed out is sent to sign in.
 * @param path the page's own, to come back to after a sign-in
 * @returns null for whom there is no such page
 */
export const getAdmin = cache(async (path: string): Promise<CurrentUser | null> => {
  const user = await requireUser(path)
  // Spares the database whoever is told by their own token already.
  if (user.role !== 'admin') return null
  const acting = await orOutage(path, findActingSession(db(), user.id, user.sessionId))
  if (!acting?.isLive) redirect(paths.login(path, 'session_revoked'))
  return acting.role === 'admin' ? user : null
})

/** For Server Actions, whose transaction asks the database. */
export async function requireActionAdmin(path: string): Promise<CurrentUser> {
  const user = await requireActionUser(path)
  return user.role === 'admin' ? user : notFound()
}
