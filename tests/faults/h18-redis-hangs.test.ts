// Redis takes connections and answers nothing. A request waits for it once, and briefly; those that come after do not
// wait at all, and nothing that was over comes back to life.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { from, newAddress, startCounting } from '../support/limits.ts'
import { signIn } from '../support/login.ts'
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
const mostAddedMs = 200

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

async function timeStart(url: string): Promise<number> {
  const startedAt = performance.now()
  expect((await send(`${url}/auth/google/login`, from(newAddress()))).status).toBe(303)
  return performance.now() - startedAt
}

function countChanges(site: Replica, message: string): number {
  return site.output().split(message).length - 1
}

describe.skipIf(!binary)('while its Redis hangs', () => {
  let redis: OwnRedis
  let site: Replica
  let sound: Replica
  beforeAll(async () => {
    redis = await startOwnRedis(binary!)
    const quiet = { LOG_LEVEL: 'info', REDIS_URL: redis.url }
    ;[site, sound] = await Promise.all([
      startCounting(stack, 1, quiet),
      startCounting(stack, 1, { REDIS_URL: undefined }),
    ])
  })
  afterAll(async () => {
    redis.resume()
    await Promise.all([site.stop(), sound.stop()])
    await redis.kill()
  })

  /** Until the site counts in Redis again, which it notices by itself. */
  async function recover(): Promise<void> {
    redis.resume()
    const [opened] = [countChanges(site, 'counters fall back to memory')]
    await expect
      .poll(
        async () => {
          await timeStart(site.url)
          return countChanges(site, 'counters are shared again')
        },
        { timeout: 15_000 },
      )
      .toBe(opened)
  }

  it('the request that notices it waits at most 200 ms more', async () => {
    const first: number[] = []
    const usual: number[] = []
    await timeStart(site.url)
    for (let round = 0; round < 5; round++) {
      usual.push(await timeStart(sound.url))
      redis.hang()
      first.push(await timeStart(site.url))
      await recover()
    }
    expect(countChanges(site, 'counters fall back to memory')).toBe(5)
    expect(medianOf(first) - medianOf(usual)).toBeLessThanOrEqual(mostAddedMs)
  }, 90_000)

  it('those that come after do not wait for it', async () => {
    const [hanging, usual]: [number[], number[]] = [[], []]
    redis.hang()
    await timeStart(site.url)
    for (let count = 0; count < 60; count++) {
      usual.push(await timeStart(sound.url))
      hanging.push(await timeStart(site.url))
    }
    expect(medianOf(hanging) - medianOf(usual)).toBeLessThanOrEqual(mostAddedMs / 4)
    await recover()
  }, 60_000)

  it('people sign in, and no used login and no ended session comes back', async () => {
    const used = await useLogin(stack, site.url)
    const ended = await endSession(stack, site.url)
    redis.hang()
    await signIn(stack, { url: site.url })
    await expectStillUsed(stack, site.url, used)
    await expectStillEnded(site.url, ended)
    await expectStillUsed(stack, site.url, await useLogin(stack, site.url))
    await recover()
  }, 60_000)
})
