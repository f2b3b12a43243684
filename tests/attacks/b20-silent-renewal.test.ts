// An expired access token with a live session: the request succeeds, unnoticed, as it was sent (design: the edge guard).
import { beforeEach, expect, inject, test } from 'vitest'
import { forgeAccessToken, hashOf, successorOf } from '../support/forge.ts'
import {
  cookiesOf,
  plantSession,
  readSession,
  type PlantedSession,
} from '../support/planted-session.ts'
import { namedSites } from '../support/refusals.ts'
import { setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let session: PlantedSession
let expired: string
let cookie: string

beforeEach(async () => {
  session = await plantSession(stack)
  expired = await forgeAccessToken(stack, session, { claims: { exp: 1, email: session.email } })
  cookie = cookiesOf({ refreshToken: session.refreshToken, accessToken: expired })
})

async function expectRenewed(response: Response): Promise<void> {
  const successor = successorOf(stack.authSecret, session.refreshToken)
  expect(setCookieValue(response, 'gatehouse-session')).toBe(successor)
  expect(setCookieValue(response, 'gatehouse-access')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(response.headers.get('cache-control')).toContain('no-store')
  const row = await readSession(stack, session.sessionId)
  expect(row.token_hash).toEqual(hashOf(successor))
}

async function expectNotRenewed(response: Response): Promise<void> {
  expect(response.headers.getSetCookie()).toEqual([])
  const row = await readSession(stack, session.sessionId)
  expect(row.token_hash).toEqual(hashOf(session.refreshToken))
}

test.each(namedSites(stack).slice(0, 2))(
  'renders a page for whoever comes back late, without a redirect (%s)',
  async (_, site) => {
    const response = await send(`${site}/account`, { headers: { cookie } })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(session.email)
    await expectRenewed(response)
  },
)

test('does the same where the access cookie is gone altogether', async () => {
  cookie = cookiesOf({ refreshToken: session.refreshToken })
  const response = await send(`${stack.replicaUrls[0]}/account`, { headers: { cookie } })
  expect(response.status).toBe(200)
  await expectRenewed(response)
})

test('renews on a public page too, which then greets by name', async () => {
  const response = await send(`${stack.replicaUrls[0]}/`, { headers: { cookie } })
  expect(response.status).toBe(200)
  await expectRenewed(response)
})

test('renews on a client-side navigation', async () => {
  const headers = { cookie, rsc: '1', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }
  const response = await send(`${stack.replicaUrls[0]}/account?_rsc=1`, { headers })
  expect([200, 307]).toContain(response.status)
  await expectRenewed(response)
  if (response.status === 200) expect(await response.text()).toContain(session.email)
})

test('renews on a call of the API that the cookie authenticates', async () => {
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const response = await send(`${stack.replicaUrls[1]}/api/products?limit=1`, { headers })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ items: [{ name: expect.any(String) as string }] })
  await expectRenewed(response)
})

test('lets a form post through with its body as it was', async () => {
  const boundary = 'b'.repeat(24)
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="field"\r\n\r\n${'y'.repeat(100_000)}\r\n--${boundary}--\r\n`
  const headers = {
    'sec-fetch-site': 'same-origin',
    origin: stack.authUrl,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': String(body.length),
  }
  const post = (ownCookie: string) =>
    send(`${stack.replicaUrls[0]}/account`, {
      ...{ method: 'POST', body },
      headers: { ...headers, cookie: ownCookie },
    })
  const inTime = await plantSession(stack)
  const unexpired = await post(cookiesOf(inTime))
  const late = await post(cookie)
  expect(late.status).toBe(unexpired.status)
  expect(late.status).toBeLessThan(500)
  expect(unexpired.headers.getSetCookie()).toEqual([])
  await expectRenewed(late)
})

test('never renews for a prefetch by the router, and shows it nothing', async () => {
  for (const extra of [{ 'next-router-segment-prefetch': '/_tree' }, {}] as Record<
    string,
    string
  >[]) {
    const headers = { cookie, rsc: '1', 'next-router-prefetch': '1', ...extra }
    const response = await send(`${stack.replicaUrls[0]}/account?_rsc=1`, { headers })
    await expectNotRenewed(response)
    expect(await response.text()).not.toContain(session.email)
  }
})

test.each(['prefetch', 'prefetch;prerender', 'prefetch;anonymous-client-ip'])(
  'never renews for a browser that looks ahead with Sec-Purpose: %s',
  async (purpose) => {
    const headers = { cookie, 'sec-purpose': purpose }
    for (const path of ['/account', '/']) {
      const response = await send(stack.replicaUrls[0] + path, { headers })
      await expectNotRenewed(response)
      expect(await response.text()).not.toContain(session.email)
    }
  },
)

test('never mints a token for GET /auth/me', async () => {
  for (const site of [...stack.replicaUrls, stack.noMiddlewareUrl]) {
    const response = await send(`${site}/auth/me`, { headers: { cookie, 'x-csrf': '1' } })
    expect(response.status).toBe(401)
    await expectNotRenewed(response)
  }
})

test('answers twenty requests of one page load with one rotation', async () => {
  const [first, second] = stack.replicaUrls
  const calls = Array.from({ length: 20 }, (_, index) => {
    const site = index % 2 ? first : second
    return send(`${site}${index % 4 < 2 ? '/account' : '/api/products'}`, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
  })
  for (const response of await Promise.all(calls)) {
    expect(response.status).toBe(200)
    await expectRenewed(response)
  }
})

test('sends the session to no address that a header names', async () => {
  const headers = {
    cookie,
    'x-forwarded-host': '127.0.0.1:9',
    'x-forwarded-proto': 'http',
    forwarded: 'host=127.0.0.1:9',
  }
  const response = await send(`${stack.replicaUrls[0]}/account`, { headers })
  expect(response.status).toBe(200)
  await expectRenewed(response)
})
