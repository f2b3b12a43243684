import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(() => rp.control('DELETE', 'state'))
afterAll(() => rp.google.close())

const certs = (init?: RequestInit) => fetch(`${rp.issuer}/oauth2/v3/certs`, init)

it('answers what it is told to, so many times', async () => {
  const fault = { status: 503, body: 'down', headers: { 'retry-after': '7' }, times: 2 }
  await rp.set({ endpoints: { jwks: fault } })
  for (const _ of [1, 2]) {
    const response = await certs()
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.text()).toBe('down')
  }
  expect((await certs()).status).toBe(200)
})

it('redirects, or mislabels, when told to', async () => {
  await rp.set({
    endpoints: {
      jwks: { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      discovery: { contentType: 'text/html' },
    },
  })
  const redirect = await certs({ redirect: 'manual' })
  expect(redirect.status).toBe(302)
  expect(redirect.headers.get('location')).toBe('http://127.0.0.1:1/')
  const discovery = await fetch(`${rp.issuer}/.well-known/openid-configuration`)
  expect(discovery.headers.get('content-type')).toContain('text/html')
  expect(await discovery.json()).toMatchObject({ issuer: rp.issuer })
})

it('answers late', async () => {
  await rp.set({ endpoints: { jwks: { delayMs: 300 } } })
  const before = performance.now()
  expect((await certs()).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThan(280)
})

it('never answers while it hangs', async () => {
  await rp.set({ endpoints: { jwks: { hang: true } } })
  await expect(certs({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/time/i)
})

it('resets the connection', async () => {
  await rp.set({ endpoints: { jwks: { resetConnection: true } } })
  await expect(certs()).rejects.toThrow('fetch failed')
})

it('cuts its answer short', async () => {
  await rp.set({ endpoints: { token: { truncateTo: 20 } } })
  const { callback } = await rp.login('grace')
  const text = await (await rp.exchange(callback.get('code') ?? '')).text()
  expect(text).toHaveLength(20)
  expect(text.startsWith('{"access_token":')).toBe(true)
})

it('answers with ten megabytes of valid JSON', async () => {
  await rp.set({ endpoints: { token: { bodyBytes: 10_485_760 } } })
  const text = await (await rp.askToken({ grant_type: 'authorization_code' })).text()
  expect(text).toHaveLength(10_485_760)
  expect(() => JSON.parse(text) as unknown).not.toThrow()
})

it('sends a header several times, and echoes what it was sent', async () => {
  const headers = { 'set-cookie': ['a=1', 'b=2'], location: 'http://127.0.0.1:1/' }
  await rp.set({ endpoints: { drive: { echo: true, headers } } })
  const body = 'x'.repeat(100_000)
  const init = { method: 'POST', headers: { 'x-seen': 'yes' }, body }
  const response = await fetch(`${rp.issuer}/drive/v3/files?a=%2e%2E`, init)
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.json()).toMatchObject({
    method: 'POST',
    target: '/drive/v3/files?a=%2e%2E',
    headers: { 'x-seen': 'yes' },
    body: { bytes: 100_000, sha256: createHash('sha256').update(body).digest('hex') },
  })
})

it('breaks off in the middle of an answer', async () => {
  await rp.set({ endpoints: { jwks: { bodyBytes: 10_000, resetAfterBytes: 100 } } })
  const response = await certs()
  expect(response.headers.get('content-length')).toBe('10000')
  await expect(response.text()).rejects.toThrow()
})

it('does what it was asked and loses the answer', async () => {
  const { callback } = await rp.login('grace', { access_type: 'offline', prompt: 'consent' })
  await rp.set({ endpoints: { token: { loseAnswer: true } } })
  const code = callback.get('code') ?? ''
  await expect(rp.exchange(code)).rejects.toThrow('fetch failed')
  await rp.set({ endpoints: { token: null } })
  expect((await rp.exchange(code)).status).toBe(400)
})

it('stops while a request hangs', async () => {
  const other = await TestClient.start()
  await other.set({ endpoints: { jwks: { hang: true } } })
  const pending = fetch(`${other.issuer}/oauth2/v3/certs`).catch(() => 'ended')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await other.google.close()
  expect(await pending).toBe('ended')
})
