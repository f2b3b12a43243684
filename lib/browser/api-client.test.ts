import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, origin, settle } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function signedInTab() {
  const browser = new FakeBrowser()
  const tab = browser.openTab()
  await settle(tab.apiFetch('/api/warm-up'))
  browser.server.sent = []
  return { browser, tab, server: browser.server }
}

describe('apiFetch', () => {
  it('attaches the token to requests to our own origin', async () => {
    const { tab, server } = await signedInTab()
    await settle(tab.apiFetch('/api/products'))
    await settle(tab.apiFetch(new URL('/api/products', origin)))
    await settle(tab.apiFetch(new Request(`${origin}/api/products`)))
    expect(server.sent.map(({ token }) => token)).toEqual(['token-1', 'token-1', 'token-1'])
  })

  it.each([
    'https://evil.example/api',
    '//evil.example/api',
    'http://shop.example.com/api',
    'https://shop.example.com:444/api',
    'https://shop.example.com.evil.example/',
    '\\\\evil.example\\api',
  ])('sends no token to %s', async (address) => {
    const { tab, server } = await signedInTab()
    await settle(tab.apiFetch(address))
    expect(server.sent.map(({ token }) => token)).toEqual([null])
  })

  it('repeats a refused request once, with method and body kept', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    const response = await settle(
      tab.apiFetch('/api/orders', { method: 'PUT', body: 'what was typed' }),
    )
    expect(response.status).toBe(200)
    expect(server.requestsTo('/api/orders')).toEqual([
      { method: 'PUT', path: '/api/orders', token: 'token-1', body: 'what was typed' },
      { method: 'PUT', path: '/api/orders', token: 'token-2', body: 'what was typed' },
    ])
  })

  it('hands a second refusal to the caller instead of going round', async () => {
    const { tab, server } = await signedInTab()
    server.override = ({ path }) =>
      path.startsWith('/api/') ? new Response(null, { status: 401 }) : undefined
    const response = await settle(tab.apiFetch('/api/products'))
    expect(response.status).toBe(401)
    expect(server.requestsTo('/api/')).toHaveLength(2)
    expect(server.refreshes).toBe(1)
  })

  it('leaves every other answer alone', async () => {
    const { tab, server } = await signedInTab()
    server.override = () => new Response(null, { status: 403 })
    expect((await settle(tab.apiFetch('/api/products'))).status).toBe(403)
    expect(server.sent).toHaveLength(1)
  })

  it('repeats queued requests in the order in which they were made', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    const names = ['a', 'b', 'c', 'd']
    await settle(Promise.all(names.map((name) => tab.apiFetch(`/api/${name}`))))
    const repeated = server.requestsTo('/api/').filter(({ token }) => token === 'token-2')
    expect(repeated.map(({ path }) => path)).toEqual(names.map((name) => `/api/${name}`))
  })

  it('keeps a request made during a renewal waiting, instead of sending the refused token', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    const first = tab.apiFetch('/api/first')
    await vi.advanceTimersByTimeAsync(50)
    const second = tab.apiFetch('/api/second')
    await settle(Promise.all([first, second]))
    expect(server.requestsTo('/api/second').map(({ token }) => token)).toEqual(['token-2'])
    expect(server.refreshes).toBe(1)
  })

  it('repeats with the token that came in meanwhile, without another renewal', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    let isFirst = true
    server.override = ({ path }) => {
      if (path !== '/api/slow' || !isFirst) return undefined
      isFirst = false
      return new Response(null, { status: 401 })
    }
    await settle(Promise.all([tab.apiFetch('/api/fast'), tab.apiFetch('/api/slow')]))
    expect(server.refreshes).toBe(1)
  })

  it('rejects with a typed error while offline, and works once the network is back', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    server.override = ({ path }) => (path === '/auth/refresh' ? 'offline' : undefined)
    await expect(settle(tab.apiFetch('/api/products'))).rejects.toMatchObject({
      name: 'SessionUnavailableError',
    })
    expect(tab.session.getState().status).toBe('signed-in')
    server.override = () => undefined
    expect((await settle(tab.apiFetch('/api/products'))).status).toBe(200)
  })

  it('passes the abort signal through to the request', async () => {
    const { tab, server } = await signedInTab()
    server.override = () => 'hangs'
    const abort = new AbortController()
    const response = tab.apiFetch('/api/products', { signal: abort.signal })
    response.catch(() => {})
    await vi.advanceTimersByTimeAsync(5)
    abort.abort()
    await expect(response).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('lets one caller give up waiting without ending the renewal for the others', async () => {
    const { tab, server } = await signedInTab()
    server.accepted.clear()
    const abort = new AbortController()
    const given = tab.apiFetch('/api/given-up', { signal: abort.signal })
    given.catch(() => {})
    const kept = tab.apiFetch('/api/kept')
    await vi.advanceTimersByTimeAsync(60)
    abort.abort()
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    expect((await settle(kept)).status).toBe(200)
    expect(server.requestsTo('/api/given-up')).toHaveLength(1)
  })
})
