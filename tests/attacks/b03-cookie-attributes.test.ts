// OWASP ASVS 3.3.1-3.3.4: every Set-Cookie of the whole flow, on http as it is and on https with its prefix.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const authUrl = 'https://shop.example.com'
let https: Replica

beforeAll(async () => {
  https = await startReplica(stack, { env: { AUTH_URL: authUrl } })
})
afterAll(() => https.stop())

async function setCookiesOfWholeFlow(site: string): Promise<string[]> {
  const jar = new CookieJar()
  const lines: string[] = []
  const started = await startLogin(stack, { url: site, jar })
  lines.push(...started.response.headers.getSetCookie())
  const name = jar.names().map((cookie) => cookie.replace(/login-.*/, 'session'))[0]!
  const callback = await new GoogleControl(stack.googleUrl).approve(started.authorizationUrl.href)
  lines.push(
    ...(await finishLogin(stack, callback, { url: site, jar })).response.headers.getSetCookie(),
  )
  for (const [method, path] of [
    ['POST', '/auth/refresh'],
    ['GET', '/account'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/refresh'],
  ] as const) {
    // Without the access cookie, so that the page renews.
    const cookie = `${name}=${jar.get(name)}`
    const response = await send(site + path, { method, headers: { cookie, 'x-csrf': '1' } })
    lines.push(...response.headers.getSetCookie())
  }
  return lines
}

test('each is HttpOnly, Lax, of the whole site and of no domain', async () => {
  const lines = await setCookiesOfWholeFlow(stack.replicaUrls[0])
  expect(lines.length).toBeGreaterThanOrEqual(12)
  for (const line of lines)
    expect(line).toMatch(
      /^gatehouse-[a-z0-9-]+=[^;,\s]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    )
})

test('on https each is Secure too, and has the prefix that holds it to this host', async () => {
  // Google sends the browser to the https site; the test brings it to the replica behind.
  const started = await startLogin(stack, { url: https.url })
  const lines = started.response.headers.getSetCookie()
  for (const path of ['/auth/logout', '/auth/refresh']) {
    const cookie = `__Host-gatehouse-session=${'A'.repeat(86)}`
    const headers = { cookie, origin: authUrl }
    lines.push(
      ...(await send(https.url + path, { method: 'POST', headers })).headers.getSetCookie(),
    )
  }
  expect(lines.length).toBeGreaterThanOrEqual(5)
  for (const line of lines)
    expect(line).toMatch(
      /^__Host-gatehouse-[a-z0-9-]+=[^;,\s]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    )
})
