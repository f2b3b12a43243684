import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { FaultProxy } from '../support/faults/fault-proxy.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { type OwnRedis, findRedisBinary, startOwnRedis } from '../support/redis.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const binary = findRedisBinary()
const addedMs = 200
const turns = 15

describe.skipIf(!binary)('a Redis that', () => {
  let redis: OwnRedis
  let proxy: FaultProxy
  let replicas: Replica[]
  let urls: [string, string]

  beforeAll(async () => {
    redis = await startOwnRedis(binary!)
    proxy = await FaultProxy.to(redis.url)
    const env = { REDIS_URL: proxy.through(redis.url) }
    replicas = await Promise.all([startReplica(stack, { env }), startReplica(stack, { env })])
    urls = [replicas[0]!.url, replicas[1]!.url]
  })
  afterEach(() => proxy.heal())
  afterAll(async () => {
    await Promise.all((replicas ?? []).map((replica) => replica.stop()))
    await proxy?.stop()
    await redis?.kill()
  })

  async function timed(work: () => Promise<unknown>): Promise<number> {
    const startedAt = performance.now()
    await work()
    return performance.now() - startedAt
  }

  /** The median of a refresh and an API call, in milliseconds; each must succeed. */
  async function medianMs(): Promise<number> {
    const session = await plantSession(stack, { ageSeconds: 0 })
    const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
    const taken: number[] = []
    for (let turn = 0; turn < turns; turn++)
      taken.push(
        await timed(async () => {
          expect((await refresh(urls[turn % 2]!, session.refreshToken)).status).toBe(200)
          const api = await send(`${urls[turn % 2]}/api/products?limit=1`, { headers })
          expect(api.status).toBe(200)
        }),
      )
    return taken.sort((a, b) => a - b)[Math.floor(turns / 2)]!
  }

  const faults = [
    ['refuses connections', { down: true }],
    ['hangs', { mute: true }],
    ['answers two seconds late', { latencyMs: 2_000 }],
    ['breaks its connections', { resetAfterBytes: 1 }],
  ] as const

  it.each(faults)('%s keeps nobody from signing in, renewing and calling', async (name, fault) => {
    const site = { replicaUrls: urls, googleUrl: stack.googleUrl }
    const before = await medianMs()
    await proxy.impose(fault)
    const { jar } = await signIn(site)
    expect((await refresh(urls[1], jar.get('gatehouse-session')!)).status).toBe(200)
    const after = await medianMs()
    console.log(`Redis ${name}: ${before.toFixed(1)} ms, then ${after.toFixed(1)} ms`)
    expect(after - before).toBeLessThan(addedMs)
    for (const url of urls) expect((await send(`${url}/health/ready`)).status).toBe(200)
  })

  it('forgets everything lets neither a used login nor a revoked session back in', async () => {
    const site = { replicaUrls: urls, googleUrl: stack.googleUrl }
    const { jar, authorizationUrl } = await startLogin(site)
    const callback = await google.approve(authorizationUrl.href, { persona: 'grace' })
    const copy = jar.copy()
    await finishLogin(site, callback, { jar })
    const cookie = jar.header()
    const logout = { method: 'POST', headers: { cookie, 'x-csrf': '1' } }
    expect((await send(`${urls[0]}/auth/logout`, logout)).status).toBe(204)
    await redis.flush()

    await google.clearRequests()
    expect((await finishLogin(site, callback, { jar: copy })).response).toBeRefusedLogin(
      'link_expired',
    )
    expect(await google.requests('token')).toEqual([])
    const headers = { cookie, 'x-csrf': '1' }
    for (const url of urls) {
      const me = async () => (await send(`${url}/auth/me`, { headers })).status
      await expect.poll(me).toBe(401)
      expect((await refresh(url, jar.get('gatehouse-session')!)).status).toBe(401)
    }
  })
})
