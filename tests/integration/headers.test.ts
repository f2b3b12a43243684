// OWASP ASVS 5.0 §3.4 on every class of response.
// Covers I1, I2, I3, I4, I5, I6, I7, I8, I9, I10, I12.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { send, type ExactRequest } from '../support/send.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
let session: PlantedSession

beforeAll(async () => {
  session = await plantSession(stack)
})

const asUser = (): ExactRequest => ({ headers: { cookie: cookiesOf(session), 'x-csrf': '1' } })
const asRouter = (): ExactRequest => ({ headers: { ...asUser().headers, rsc: '1' } })
const asStranger = (): ExactRequest => ({})
const classes: [name: string, path: string, status: number[], how: () => ExactRequest][] = [
  ['a public page', '/', [200], asStranger],
  ['a protected page', '/account', [200], asUser],
  ['a payload of the router', '/account?_rsc=x', [200, 307], asRouter],
  ['an answer of the API', '/auth/me', [200], asUser],
  ['a redirect to Google', '/auth/google/login', [303], asStranger],
  ['a redirect to the login page', '/account', [303, 307], asStranger],
  ['a failed callback', '/auth/callback/google?state=x', [303], asStranger],
  ['a page that does not exist', '/nowhere', [404], asStranger],
  ['a problem', '/api/products', [401], asStranger],
  ['an unknown address of the API', '/api/nothing', [401, 404], asUser],
  ['a method that is not there', '/auth/logout', [405], asStranger],
  ['a picture', '/icon.svg', [200], asStranger],
  ['the key set', '/.well-known/jwks.json', [200], asStranger],
  ['a health check', '/health/live', [200], asStranger],
]

test.each(classes)('%s (%s) carries every security header', async (_, path, statuses, how) => {
  for (const site of everySite(stack)) {
    const response = await send(site + path, how())
    expect(statuses).toContain(response.status)
    const header = (name: string) => response.headers.get(name)
    expect(header('x-content-type-options')).toBe('nosniff')
    expect(header('x-frame-options')).toBe('DENY')
    expect(header('referrer-policy')).toBe('no-referrer')
    expect(header('cross-origin-opener-policy')).toBe('same-origin')
    expect(header('cross-origin-resource-policy')).toBe('same-origin')
    expect(header('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
    const policy = header('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
    expect(header('x-powered-by')).toBeNull()
    expect(header('server')).toBeNull()
  }
})

test('keeps all that is personal, and every error, out of every cache', async () => {
  const personal = classes.filter(([, path]) => !/^\/(icon|\.well-known|$|nowhere)/.test(path))
  for (const site of everySite(stack))
    for (const [name, path, , how] of personal) {
      const first = await send(site + path, how())
      // The router's address carries a checksum; without it Next names the right one first.
      const corrected = path.includes('_rsc') ? first.headers.get('location') : null
      const response = corrected ? await send(new URL(corrected, site), how()) : first
      expect(response.headers.get('cache-control') ?? '', `${name} at ${site}`).toMatch(/no-store/)
    }
})

test('gives each page a nonce of its own, which every script carries', async () => {
  const nonces = new Set<string>()
  for (let load = 0; load < 10; load++) {
    const page = await send(`${stack.replicaUrls[load % 2]}/account`, asUser())
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy')!)![1]!
    expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16)
    nonces.add(nonce)
    const scripts = (await page.text()).match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(10)
})

test('takes no nonce from the request', async () => {
  for (const site of everySite(stack))
    for (const name of ['content-security-policy', 'content-security-policy-report-only'])
      for (const path of ['/', '/nowhere', '/login']) {
        const headers = { [name]: "script-src 'nonce-planted'" }
        const page = await send(site + path, { headers })
        if (site !== stack.noMiddlewareUrl) expect(await page.text()).not.toContain('planted')
        expect(page.headers.get('content-security-policy')).not.toContain('planted')
      }
})

let secure: Replica
beforeAll(async () => {
  secure = await startReplica(stack, { env: { AUTH_URL: 'https://shop.example.com' } })
})
afterAll(() => secure.stop())

test.each(classes)(
  '%s (%s) asks for https for two years where the site is https',
  async (_, path, __, how) => {
    const response = await send(secure.url + path, how())
    expect(response.headers.get('strict-transport-security')).toBe(
      'max-age=63072000; includeSubDomains',
    )
  },
)
