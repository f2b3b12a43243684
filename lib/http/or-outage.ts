// What a protected page asks the database for beyond who is looking. A render cannot answer 503 itself, so a page that
// cannot be had leads to the one that says so and tries again by itself.
import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { paths } from '@/lib/config/paths'
import { isUnavailable } from '@/lib/db/unavailable'
import { log } from '@/lib/log/logger'
import { withinDeadline } from './deadline'
import { requestIdOf } from './request-id'

// Together with the two seconds that the check of the session may take, within five.
const limitMs = 2_500

/** @param path the page's own, to come back to */
export async function orOutage<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await withinDeadline(work, limitMs)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    const requestId = requestIdOf(await headers())
    log.error('database unavailable', { requestId, path, error })
    return redirect(paths.outage(path, requestId))
  }
}
