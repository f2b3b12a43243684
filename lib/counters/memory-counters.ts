// The insurance: counters of this process alone, for as long as the shared ones cannot be asked. Bounded, so that a
// flood of addresses in an outage fills no memory; the one that was not seen for longest gives way.
import { LRUCache } from 'lru-cache'
import type { Tally } from './counter-store'

const maxCounters = 50_000

/** @param clock milliseconds, monotonic */
export function createMemoryCounters(clock: () => number) {
  const counters = new LRUCache<string, { total: number; endsAt: number }>({ max: maxCounters })
  return {
    add(storeKey: string, points: number, windowSeconds: number): Tally {
      const now = clock()
      const known = counters.get(storeKey)
      const counter =
        known && known.endsAt > now ? known : { total: 0, endsAt: now + windowSeconds * 1_000 }
      counter.total += points
      counters.set(storeKey, counter)
      return { total: counter.total, resetMs: counter.endsAt - now }
    },
  }
}
