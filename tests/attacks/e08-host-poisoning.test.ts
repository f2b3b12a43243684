// AUTH_URL is the only source of the site's origin: whatever Host and its relatives say, every address, cookie and link
// stays what it is.
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const evil = 'evil.example'
const poisons: Record<string, string>[] = [
  { host: evil },
  { host: `${evil}:443` },
  { host: 'localhost.evil.example' },
  { host: '[::1]' },
  { 'x-forwarded-host': evil },
  { 'x-forwarded-host': `${evil}, localhost` },
  { 'x-forwarded-proto': 'javascript' },
  { 'x-forwarded-proto': 'https', 'x-forwarded-host': evil, 'x-forwarded-port': '8443' },
  { forwarded: `host=${evil};proto=https;for=127.0.0.1` },
  {
    'x-original-host': evil,
    'x-host': evil,
    'x-forwarded-server': evil,
    'x-http-host-override': evil,
  },
  { 'x-original-url': '/evil', 'x-rewrite-url': '/evil', 'x-forwarded-prefix': '/evil' },
]
const named = poisons.map((headers) => [JSON.stringify(headers), headers] as const)

let secure: Replica
beforeAll(async () => {
  secure = await startReplica(stack, { env: { AUTH_URL: 'https://shop.example.com' } })
})
afterAll(() => secure.stop())

test.each(named)('a sign-in goes to Google and back to this site with %s', async (_, headers) => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/google/login`, { headers })
    const location = new URL(response.headers.get('location')!)
    expect(location.origin).toBe(stack.googleUrl)
    expect(location.searchParams.get('redirect_uri')).toBe(`${stack.authUrl}/auth/callback/google`)
  }
})

test.each(named)('redirects lead to this site with %s', async (_, headers) => {
  for (const site of everySite(stack)) {
    const guarded = await send(`${site}/account`, { headers })
    const location = new URL(guarded.headers.get('location')!, stack.authUrl)
    expect(location.origin).toBe(stack.authUrl)
    expect(location.pathname).toBe('/login')
    const callback = await send(`${site}/auth/callback/google?state=x`, { headers })
    expect(callback.headers.get('location')).toMatch(new RegExp(`^${stack.authUrl}/login\\?`))
    const body = 'return=page'
    const signedOut = await send(`${site}/auth/logout`, {
      ...{ method: 'POST', body },
      headers: {
        ...headers,
        'x-csrf': '1',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
      },
    })
    expect(signedOut.headers.get('location')).toBe(`${stack.authUrl}/login?error=signed_out`)
  }
})

test.each(named)('no page names a poisoned host with %s', async (_, headers) => {
  const cookie = cookiesOf(await plantSession(stack))
  for (const site of everySite(stack))
    for (const page of ['/', '/login', '/account', '/nowhere']) {
      // Whoever is signed in has no use for the login page.
      const own = page === '/login' ? headers : { ...headers, cookie }
      const response = await send(site + page, { headers: own })
      expect(response.status).toBe(page === '/nowhere' ? 404 : 200)
      expect(await response.text()).not.toContain(evil)
      expect(JSON.stringify([...response.headers])).not.toContain(evil)
    }
})

test.each(named)(
  'cookies keep their prefix and Secure on an https site with %s',
  async (_, headers) => {
    const { refreshToken } = await plantSession(stack)
    const response = await send(`${secure.url}/auth/refresh`, {
      ...{ method: 'POST' },
      headers: {
        'x-forwarded-proto': 'http',
        ...headers,
        cookie: `__Host-gatehouse-session=${refreshToken}`,
        'x-csrf': '1',
      },
    })
    expect(response.status).toBe(200)
    expect(setCookieValue(response, '__Host-gatehouse-session')).toBeTruthy()
    for (const line of response.headers.getSetCookie())
      expect(line).toMatch(/^__Host-.*; Path=\/; .*; Secure$/)
  },
)

test.each(named)(
  'an own page is told from a foreign one by AUTH_URL alone with %s',
  async (_, headers) => {
    const cookie = cookiesOf(await plantSession(stack))
    for (const site of everySite(stack))
      for (const origin of [`http://${evil}`, `https://${evil}`, `https://${evil}:8443`]) {
        const response = await send(`${site}/auth/me`, { headers: { ...headers, cookie, origin } })
        expect(response.status).toBe(403)
      }
  },
)

test('two Host lines lead nowhere else', async () => {
  for (const site of everySite(stack)) {
    const head = `GET /account HTTP/1.1\r\nHost: ${evil}\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    const answer = await exchange(Number(new URL(site).port), head)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|30[37]) /)
    expect(answer).not.toContain(evil)
  }
})

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setTimeout(5_000, () => socket.destroy(new Error('never answered')))
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
