// Both stores of lib/counters, held to the same promises on the real servers.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openRedis } from '../support/redis.ts'
import { setEnvironment } from '../support/unit-environment.ts'

const stack = inject('stack')
const redis = await openRedis()

type Counters = typeof import('@/lib/counters/counters')
interface Holder {
  gatehouseCounters?: unknown
  gatehouseDatabase?: { pool: { end(): Promise<void> } }
}

/** The module as a process of its own would have it: with connections of its own. */
async function loadCounters(redisUrl: string | undefined): Promise<Counters> {
  const holder = globalThis as Holder
  delete holder.gatehouseCounters
  delete holder.gatehouseDatabase
  setEnvironment({
    DATABASE_URL: stack.databaseUrl,
    LOG_LEVEL: 'silent',
    ...(redisUrl && { REDIS_URL: redisUrl }),
  })
  const counters = await import('@/lib/counters/counters')
  // The connection is made by the first who counts; the holder must not change hands before.
  await counters.consumePoints('warm-up', randomUUID(), 1, { points: 1, windowSeconds: 60 })
  pools.push((globalThis as Holder).gatehouseDatabase!.pool)
  return counters
}

const pools: { end(): Promise<void> }[] = []
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await redis?.close()
})

const budget = { points: 100, windowSeconds: 60 }
const minute = 60_000
// A window of a second is over after a second: vitest's own patience ends there.
const patiently = { timeout: 10_000 }

describe.each([
  { name: 'Postgres', isThere: true, url: undefined },
  { name: 'Redis', isThere: redis !== null, url: redis?.url },
])('counters in $name', ({ isThere, url }) => {
  describe.skipIf(!isThere)('as shared', () => {
    let counters: Counters
    beforeAll(async () => {
      counters = await loadCounters(url)
    })

    it('grant exactly the budget to 500 at the same moment', async () => {
      const user = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 500 }, () => counters.consumePoints('p', user, 1, budget)),
      )
      expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(100)
      expect(answers.filter(({ remaining }) => remaining === 0)).toHaveLength(401)
    })

    it('grant exactly the budget in portions too, the last one only in part', async () => {
      const user = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => counters.consumePoints('p', user, 7, budget)),
      )
      const granted = answers.map((answer) => answer.granted)
      expect(granted.reduce((sum, points) => sum + points, 0)).toBe(100)
      expect(granted.filter((points) => points === 2)).toHaveLength(1)
    })

    it('are told apart by their purpose and their subject', async () => {
      const user = randomUUID()
      await counters.consumePoints('p', user, 100, budget)
      expect((await counters.consumePoints('p', user, 1, budget)).isAllowed).toBe(false)
      expect((await counters.consumePoints('q', user, 1, budget)).isAllowed).toBe(true)
      expect((await counters.consumePoints('p', randomUUID(), 1, budget)).isAllowed).toBe(true)
    })

    it('keep a window that no further request prolongs', async () => {
      const user = randomUUID()
      const first = await counters.consumePoints('p', user, 1, budget)
      expect(first.resetMs).toBeGreaterThan(minute - 5_000)
      expect(first.resetMs).toBeLessThanOrEqual(minute)
      await expect
        .poll(async () => (await counters.consumePoints('p', user, 1, budget)).resetMs)
        .toBeLessThan(first.resetMs - 100)
    })

    it('begin anew when the window has ended', async () => {
      const user = randomUUID()
      const short = { points: 1, windowSeconds: 1 }
      expect((await counters.consumePoints('p', user, 1, short)).isAllowed).toBe(true)
      expect((await counters.consumePoints('p', user, 1, short)).isAllowed).toBe(false)
      await expect
        .poll(async () => (await counters.consumePoints('p', user, 1, short)).isAllowed, patiently)
        .toBe(true)
    })

    it('let a mark be set once of 500 times at the same moment', async () => {
      const subject = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 500 }, () => counters.markOnce('m', subject, 60)),
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await counters.markOnce('other', subject, 60), 'another purpose').toBe(true)
    })

    it('let a mark be set again when its lifetime is over', async () => {
      const subject = randomUUID()
      expect(await counters.markOnce('m', subject, 1)).toBe(true)
      expect(await counters.markOnce('m', subject, 1)).toBe(false)
      await expect.poll(() => counters.markOnce('m', subject, 60), patiently).toBe(true)
      expect(await counters.markOnce('m', subject, 60)).toBe(false)
    })
  })
})
