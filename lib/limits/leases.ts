// Spends a shared budget without asking for each point: this process takes a few at once and hands them out itself.
// Guarantees that all processes together never hand out more than the budget, and that once it is known to be spent
// nobody asks again until the window ends. What a process took and did not need is lost to the others.
import { LRUCache } from 'lru-cache'
import type { Consumption } from '@/lib/counters/counters'

/** How much to take at once: never more than a twentieth of what is left, so that little is lost near the end. */
const shareOfRemaining = 20
const maxLeases = 50_000

type Lease = { left: number; remaining: number; endsAt: number }
type Waiting = { count: number; question: Promise<Lease> | null }

export type LeaseTerms = {
  /** Names what is counted, for all processes alike. */
  key: string
  quota: number
  /** The most to take at once. */
  largest: number
  /** Asks the shared budget for points. */
  take: (points: number) => Promise<Consumption>
}

/** @returns null where the request is within the limit, else the milliseconds until the window ends */
export type Leases = (terms: LeaseTerms) => Promise<number | null>

/** @param clock milliseconds, monotonic */
export function createLeases(clock: () => number): Leases {
  const leases = new LRUCache<string, Lease>({ max: maxLeases })
  const waiting = new Map<string, Waiting>()

  function current(key: string): Lease | null {
    const lease = leases.get(key)
    return lease && lease.endsAt > clock() ? lease : null
  }

  async function renew(terms: LeaseTerms, wanted: number): Promise<Lease> {
    const askedAt = clock()
    const remaining = current(terms.key)?.remaining ?? terms.quota
    const share = Math.min(terms.largest, Math.floor(remaining / shareOfRemaining))
    const taken = await terms.take(Math.max(wanted, share, 1))
    const lease = {
      left: taken.granted,
      remaining: taken.remaining,
      // From before the question: a lease must not outlive its window.
      endsAt: askedAt + taken.resetMs,
    }
    leases.set(terms.key, lease)
    return lease
  }

  /** One question at a time for each key; everybody who waits needs one point of its answer. */
  async function renewOnce(terms: LeaseTerms): Promise<Lease> {
    const queue = waiting.get(terms.key) ?? { count: 0, question: null }
    waiting.set(terms.key, queue)
    queue.count += 1
    try {
      queue.question ??= Promise.resolve()
        .then(() => renew(terms, queue.count))
        .finally(() => {
          queue.question = null
        })
      return await queue.question
    } finally {
      queue.count -= 1
      if (queue.count === 0) waiting.delete(terms.key)
    }
  }

  return async function spend(terms) {
    let lease = current(terms.key)
    for (;;) {
      if (lease && lease.left > 0) {
        lease.left -= 1
        return null
      }
      if (lease && lease.remaining === 0) return Math.max(lease.endsAt - clock(), 1)
      const answer: Lease = await renewOnce(terms)
      // A window that ended while the answer was under way still counts for those who waited for it.
      lease = answer
    }
  }
}
