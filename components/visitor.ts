import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { getCurrentUser, type CurrentUser } from '@/lib/auth/current-user'

/**
 * Who is looking at a page that everybody may see. With the session's checks out of reach the page is shown as to
 * anyone: the sign-in page must stand while the database is down. Never to be used where something is guarded.
 */
export const getVisitor = cache(async (): Promise<CurrentUser | null> => {
  try {
    return await getCurrentUser()
  } catch (error) {
    unstable_rethrow(error)
    return null
  }
})
