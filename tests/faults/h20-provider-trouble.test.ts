import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [url] = stack.replicaUrls
const limitMs = 10_000

afterEach(() => google.reset())

/** Brings Google's answer to the site while `trouble` is on, and says how the visit ended and how long it took. */
async function returnDuring(trouble: () => Promise<void>, during: () => Promise<void>) {
  const { jar, authorizationUrl } = await startLogin(stack)
  const callback = await google.approve(authorizationUrl.href, { persona: 'grace' })
  await google.clearRequests()
  await trouble()
  const startedAt = performance.now()
  const [finished] = await Promise.all([finishLogin(stack, callback, { jar }), during()])
  const elapsedMs = performance.now() - startedAt
  const tokenRequests = await google.requests('token')
  await google.reset()
  return { jar, callback, finished, elapsedMs, tokenRequests }
}

const troubles = [
  ['never answers', { hang: true }],
  ['fails once', { status: 500, times: 1 }],
  ['breaks the connection after the request', { resetConnection: true, times: 1 }],
  ['answers half', { truncateTo: 40, times: 1 }],
] as const

describe('a token endpoint that', () => {
  it.each(troubles)(
    '%s ends the visit in time, and the code is not sent again',
    async (_, fault) => {
      const { accessToken } = await plantSession(stack)
      const others: number[] = []
      const { jar, callback, finished, elapsedMs, tokenRequests } = await returnDuring(
        () => google.set({ endpoints: { token: fault } }),
        async () => {
          for (let turn = 0; turn < 20; turn++) {
            const startedAt = performance.now()
            const headers = { cookie: cookiesOf({ accessToken }), 'x-csrf': '1' }
            expect((await send(`${url}/auth/me`, { headers })).status).toBe(200)
            others.push(performance.now() - startedAt)
          }
        },
      )
      expect(finished.response.status).toBe(303)
      expect(finished.location).toMatch(/^\/login\?error=(provider_unavailable|sign_in_failed)/)
      expect(elapsedMs).toBeLessThan(limitMs)
      // Nobody else waits for it: each of twenty requests was over long before the visit's own limit.
      expect(Math.max(...others)).toBeLessThan(2_500)
      expect(tokenRequests).toHaveLength(1)

      const again = await finishLogin(stack, callback, { jar })
      expect(again.response).toBeRefusedLogin('link_expired')
      expect(await google.requests('token')).toHaveLength(1)
      await signIn(stack, { jar })
    },
  )
})

describe('a provider whose discovery hangs', () => {
  let cold: Replica
  beforeAll(async () => {
    cold = await startReplica(stack)
  })
  afterAll(() => cold?.stop())

  it('is called in trouble by a replica that has never reached it, and is asked again', async () => {
    await google.set({ endpoints: { discovery: { hang: true } } })
    const startedAt = performance.now()
    const response = await send(`${cold.url}/auth/google/login`)
    expect(response.headers.get('location')).toContain('/login?error=provider_unavailable')
    expect(performance.now() - startedAt).toBeLessThan(limitMs)
    await google.reset()
    await signIn(stack, { url: cold.url })
  })

  it('is not missed by one that has', async () => {
    await signIn(stack)
    await google.set({ endpoints: { discovery: { hang: true }, jwks: { hang: true } } })
    await signIn(stack)
  })
})
