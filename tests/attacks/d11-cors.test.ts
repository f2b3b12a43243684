// Other origins read nothing unless they are listed, and then only the exact one does (Fetch standard, "CORS protocol").
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const listed = 'https://app.example.com'
const routes = ['/auth/me', '/api/products', '/auth/refresh', '/auth/logout', '/api/nothing']
let replicas: Replica[] = []

beforeAll(async () => {
  const env = { ALLOWED_ORIGINS: `${listed}, http://localhost:5173` }
  replicas = await Promise.all([
    startReplica(stack, { env }),
    startReplica(stack, { env, withoutMiddleware: true }),
  ])
})
afterAll(() => Promise.all(replicas.map((replica) => replica.stop())))

function expectUnreadable(response: Response): void {
  for (const [name] of response.headers) expect(name).not.toMatch(/^access-control-/)
}

const strangers = [
  'https://evil.example',
  'null',
  `${listed}.evil.example`,
  'https://evil.app.example.com',
  'https://appXexample.com',
  'http://app.example.com',
  'https://app.example.com:444',
  'https://app.example.com/',
  'https://APP.example.com',
  'http://localhost:5174',
  '*',
]

test.each(strangers)('gives %s no permission to read, list or no list', async (origin) => {
  for (const site of [...everySite(stack), ...replicas.map(({ url }) => url)])
    for (const path of routes) {
      expectUnreadable(await send(site + path, { headers: { origin } }))
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, x-csrf',
      }
      expectUnreadable(await send(site + path, { method: 'OPTIONS', headers }))
    }
})

test('lets a listed origin read every answer, errors too, under its own name and never under *', async () => {
  for (const { url } of replicas)
    for (const path of routes) {
      const response = await send(url + path, { headers: { origin: listed } })
      expect(response.headers.get('access-control-allow-origin'), path).toBe(listed)
      expect(response.headers.get('access-control-allow-credentials')).toBe('true')
      expect(response.headers.get('vary')).toMatch(/\bOrigin\b/i)
    }
})

test('names no origin in a shared cache’s answer to somebody else', async () => {
  for (const { url } of replicas) {
    const response = await send(`${url}/auth/me`)
    expect(response.headers.get('vary')).toMatch(/\bOrigin\b/i)
    expectUnreadable(response)
  }
})

test('answers a listed origin’s preflight with what it may send', async () => {
  for (const { url } of replicas) {
    const headers = { origin: listed, 'access-control-request-method': 'POST' }
    const response = await send(`${url}/auth/refresh`, { method: 'OPTIONS', headers })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
    expect(response.headers.get('access-control-allow-headers')).toContain('x-csrf')
    expect(response.headers.get('access-control-allow-origin')).toBe(listed)
  }
})

test('lets a listed origin renew and sign out by cookie, and nobody else', async () => {
  for (const { url } of replicas) {
    const cookie = cookiesOf(await plantSession(stack))
    for (const path of ['/auth/refresh', '/auth/logout']) {
      const as = (origin: string) =>
        send(url + path, {
          method: 'POST',
          headers: { cookie, origin, 'sec-fetch-site': 'cross-site' },
        })
      expect((await as('https://evil.example')).status).toBe(403)
      expect((await as(`${listed}.evil.example`)).status).toBe(403)
      expect([200, 204]).toContain((await as(listed)).status)
    }
  }
})
