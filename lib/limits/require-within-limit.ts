// Rate limits: one budget for all replicas, a fixed minute long, told apart by the names of limit-table.ts.
// Trusts what it is given: an address from clientAddress, a user or session that a signature or MAC has proved, so that
// nobody uses up somebody else's budget. Does nothing but count: a refused request has changed nothing.
import 'server-only'
import { env } from '@/lib/config/env'
import { consumePoints } from '@/lib/counters/counters'
import { AppError, type ReachedLimit } from '@/lib/errors'
import { toAddressBucket } from '@/lib/http/client-address'
import { log } from '@/lib/log/logger'
import { type Leases, createLeases } from './leases'
import {
  type LimitName,
  type LimitSubject,
  type LimitSubjects,
  limitTable,
  limitWindowSeconds,
} from './limit-table'

// What every guarded request would ask is taken in portions: one statement for twenty requests of a user.
const largestLease: Partial<Record<`${LimitName}-${LimitSubject}`, number>> = {
  'api-user': 20,
  'api-address': 100,
  'gateway-address': 100,
}

const holder = globalThis as typeof globalThis & { gatehouseLeases?: Leases }

function leases(): Leases {
  return (holder.gatehouseLeases ??= createLeases(() => performance.now()))
}

/** A request is always possible, however small the factor. */
function toQuota(requests: number): number {
  return Math.max(1, Math.round(requests * env().RATE_LIMIT_FACTOR))
}

/** @returns null, or the seconds until the request may be repeated */
async function spend(limit: ReachedLimit, largest: number, bucket: string): Promise<number | null> {
  const { policy, quota, windowSeconds } = limit
  const budget = { points: quota, windowSeconds }
  const waitMs = await leases()({
    key: `${policy} ${bucket}`,
    quota,
    largest,
    async take(points) {
      const taken = await consumePoints(policy, bucket, points, budget)
      // Nobody asks again before the window ends: one line a process, however many are refused.
      if (taken.remaining === 0) log.warn('rate limit reached', { policy })
      return taken
    },
  })
  return waitMs === null ? null : Math.ceil(waitMs / 1_000)
}

/**
 * Counts the request, by each subject that the limit has.
 * @param subjects exactly what limit-table.ts counts this limit by: `{ user: user.id, address: clientAddress(…) }`
 * @throws {AppError} too_many_requests, with the seconds until there is budget again
 */
export async function requireWithinLimit<Name extends LimitName>(
  name: Name,
  subjects: LimitSubjects<Name>,
): Promise<void> {
  const quotas: Partial<Record<LimitSubject, number>> = limitTable[name]
  // One after the other: a user over their own limit must not use up that of everybody behind the same address.
  for (const [subject, requests] of Object.entries(quotas) as [LimitSubject, number][]) {
    const policy = `${name}-${subject}` as const
    const given = (subjects as Record<LimitSubject, string | null>)[subject]
    const bucket = subject === 'address' ? toAddressBucket(given) : String(given)
    const limit = { policy, quota: toQuota(requests), windowSeconds: limitWindowSeconds }
    const retryAfterSeconds = await spend(limit, largestLease[policy] ?? 1, bucket)
    if (retryAfterSeconds !== null)
      throw new AppError('too_many_requests', { retryAfterSeconds, reachedLimit: limit })
  }
}
