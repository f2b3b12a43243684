// CVE-2025-48947, CVE-2025-64762, OWASP ASVS 14.2.2: behind a cache that keeps whatever it may, nobody is given what was
// answered to somebody else.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type CachingProxy, startCachingProxy } from '../support/caching-proxy.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { findTraces } from '../support/traces.ts'

const stack = inject('stack')
const pages = ['/', '/login', '/account', '/products', '/products?q=lamp', '/privacy', '/nowhere']
const apis = [
  '/auth/me',
  '/auth/sessions',
  '/api/products',
  '/api/products?limit=3',
  '/api/nothing',
]
const kinds: [name: string, headers: Record<string, string>, addresses: string[]][] = [
  ['pages', {}, pages],
  ['payloads', { rsc: '1' }, pages.map((page) => `${page}${page.includes('?') ? '&' : '?'}_rsc=x`)],
  ['payloads asked for without their mark', { rsc: '1' }, pages],
  ['answers of the API', { 'sec-fetch-site': 'same-origin' }, apis],
]

let proxies: CachingProxy[]
beforeAll(async () => {
  proxies = await Promise.all(everySite(stack).map(startCachingProxy))
})
afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())))

/** `late` has to be renewed on the way, which sets cookies. */
function cookieOf(session: PlantedSession, isLate: boolean): string {
  return cookiesOf(isLate ? { refreshToken: session.refreshToken } : session)
}

test.each(
  kinds.flatMap(([name, headers, addresses]) =>
    [false, true].map(
      (isLate) => [name, isLate ? 'late' : 'in time', headers, addresses, isLate] as const,
    ),
  ),
)('%s of somebody who is %s reach nobody else', async (_, __, headers, addresses, isLate) => {
  for (const { url } of proxies) {
    const alice = await plantSession(stack)
    const secrets = [
      alice.email,
      alice.userId,
      alice.sessionId,
      alice.accessToken,
      alice.refreshToken,
    ]
    for (const address of addresses) {
      const own = await send(url + address, {
        headers: { ...headers, cookie: cookieOf(alice, isLate) },
      })
      const seen = (await own.text()) + own.headers.getSetCookie().join()
      if (own.headers.has('set-cookie') || findTraces(seen, secrets).length > 0)
        expect(own.headers.get('cache-control'), address).toMatch(/private, no-store|no-store/)

      for (const stranger of [
        headers,
        { ...headers, cookie: cookieOf(await plantSession(stack), false) },
      ]) {
        const other = await send(url + address, { headers: stranger })
        const text = await other.text()
        expect(findTraces(text + [...other.headers].flat().join('\n'), secrets), address).toEqual(
          [],
        )
      }
    }
  }
})

test('the cache is one: it keeps what everybody may have', async () => {
  const [{ url, hits }] = proxies as [CachingProxy]
  for (const address of ['/.well-known/jwks.json', '/icon.svg']) {
    await send(url + address)
    const second = await send(url + address)
    expect(second.status).toBe(200)
    expect(second.headers.getSetCookie()).toEqual([])
    expect(hits).toContain(address)
  }
})

test('a redirect, a refusal and a sign-out are kept by no cache', async () => {
  const [site] = stack.replicaUrls
  const { refreshToken } = await plantSession(stack)
  for (const [method, address, cookie] of [
    ['GET', '/account', ''],
    ['GET', '/auth/google/login', ''],
    ['GET', '/auth/callback/google?state=x', ''],
    ['GET', '/auth/me', ''],
    ['GET', '/account', `gatehouse-session=${'A'.repeat(86)}`],
    ['POST', '/auth/refresh', `gatehouse-session=${refreshToken}`],
    ['POST', '/auth/logout', `gatehouse-session=${refreshToken}`],
  ] as const) {
    const response = await send(site + address, { method, headers: { cookie, 'x-csrf': '1' } })
    expect(response.headers.get('cache-control'), address).toContain('no-store')
  }
})
