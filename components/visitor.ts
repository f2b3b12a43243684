import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { type CurrentUser, awaitsRenewal, getCurrentUser } from '@/lib/auth/current-user'

/** `isUnknown`: nobody can tell just now, which is not the same as signed out. */
export type Visit = { user: CurrentUser | null; isUnknown: boolean }

/**
 * Who is looking at a page that everybody may see. With the session's checks out of reach the page is shown as to
 * anyone: the sign-in page must stand while the database is down. Never to be used where something is guarded.
 */
export const getVisit = cache(async (): Promise<Visit> => {
  try {
    const user = await getCurrentUser()
    return { user, isUnknown: user === null && (await awaitsRenewal()) }
  } catch (error) {
    unstable_rethrow(error)
    return { user: null, isUnknown: true }
  }
})
