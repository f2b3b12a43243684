// Redis is gone: the site works on. Each process counts for itself, marks go to Postgres, and nothing that was over comes
// back to life. When Redis is back it is used again, without a restart.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { from, newAddress, quotaOf, startCounting, untilRefused } from '../support/limits.ts'
import { signIn } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
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

describe.skipIf(!binary)('without its Redis the site', () => {
  let redis: OwnRedis
  let site: Replica
  let used: Awaited<ReturnType<typeof useLogin>>
  let ended: Awaited<ReturnType<typeof endSession>>
  beforeAll(async () => {
    redis = await startOwnRedis(binary!)
    site = await startCounting(stack, factor, { REDIS_URL: redis.url })
    used = await useLogin(stack, site.url)
    ended = await endSession(stack, site.url)
    expect(await redis.keys(), 'Redis was in use').not.toEqual([])
    await redis.kill()
  })
  afterAll(async () => {
    await site.stop()
    await redis.kill()
  })

  it('signs in, renews and answers', async () => {
    await signIn(stack, { url: site.url })
    const session = await plantSession(stack)
    const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
    expect((await send(`${site.url}/auth/refresh`, { method: 'POST', headers })).status).toBe(200)
    expect((await send(`${site.url}/api/products`, { headers })).status).toBe(200)
  })

  it('lets no used login and no ended session back in', async () => {
    await expectStillUsed(stack, site.url, used)
    await expectStillEnded(site.url, ended)
    await expectStillUsed(stack, site.url, await useLogin(stack, site.url))
  })

  it('still holds everybody to the limits, in its own memory', async () => {
    const { headers } = from(newAddress())
    const start = () => send(`${site.url}/auth/google/login`, { headers })
    const quota = quotaOf(limitTable.login_start.address, factor)
    expect((await untilRefused(start, quota)).allowed).toBe(quota)
  })

  it('counts in Redis again once there is one', async () => {
    await redis.start()
    await expect
      .poll(
        async () => {
          await send(`${site.url}/auth/google/login`, from(newAddress()))
          return (await redis.keys()).length
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(0)
    await expectStillUsed(stack, site.url, used)
    await expectStillEnded(site.url, ended)
  })
})
