// Redis loses all it held, by FLUSHALL or by starting empty: limits begin anew, and that is all.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { from, newAddress, startCounting, untilRefused } from '../support/limits.ts'
import { type OwnRedis, findRedisBinary, startOwnRedis } from '../support/redis.ts'
import {
  endSession,
  expectStillEnded,
  expectStillUsed,
  useLogin,
} from '../support/replayed-login.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const binary = findRedisBinary()
const factor = 0.1

describe.skipIf(!binary)('a Redis that forgot everything', () => {
  let redis: OwnRedis
  let sites: Replica[] = []
  beforeAll(async () => {
    redis = await startOwnRedis(binary!)
    const start = () => startCounting(stack, factor, { REDIS_URL: redis.url })
    sites = await Promise.all([start(), start()])
  })
  afterAll(async () => {
    await Promise.all(sites.map((site) => site.stop()))
    await redis.kill()
  })

  async function restart(): Promise<void> {
    await redis.kill()
    await redis.start()
  }

  /** Until the replica counts in Redis, which it notices by itself. */
  async function untilShared(site: Replica): Promise<void> {
    await expect
      .poll(
        async () => {
          const before = (await redis.keys()).length
          await send(`${site.url}/auth/google/login`, from(newAddress()))
          return (await redis.keys()).length - before
        },
        { timeout: 15_000 },
      )
      .toBe(1)
  }

  it.each([
    ['by FLUSHALL', () => redis.flush()],
    ['by starting empty', restart],
  ])('%s lets no used login and no ended session back in', async (_, forget) => {
    const [first, second] = [sites[0]!.url, sites[1]!.url]
    const used = await useLogin(stack, first)
    const ended = await endSession(stack, first)
    await forget()
    for (const url of [first, second]) {
      await expectStillUsed(stack, url, used)
      await expectStillEnded(url, ended)
    }
  })

  it('restarts the limits', async () => {
    for (const site of sites) await untilShared(site)
    const { headers } = from(newAddress())
    const startAt = (url: string) => send(`${url}/auth/google/login`, { headers })
    await untilRefused(() => startAt(sites[0]!.url), 100)
    expect((await startAt(sites[1]!.url)).status, 'one budget for both').toBe(429)
    await redis.flush()
    // A process that knows the budget to be spent does not ask before the window ends; a fresh one does.
    const fresh = await startCounting(stack, factor, { REDIS_URL: redis.url })
    try {
      expect((await startAt(fresh.url)).status).toBe(303)
    } finally {
      await fresh.stop()
    }
  })
})
