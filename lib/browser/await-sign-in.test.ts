import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ada, FakeBrowser, grace, type FakeTab } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

async function openTab(browser = new FakeBrowser()) {
  const tab = browser.openTab()
  tab.offersSignIn = true
  const warmUp = tab.apiFetch('/api/warm-up')
  await pass(1)
  await warmUp
  browser.server.sent = []
  return { browser, tab, server: browser.server }
}

function end({ server }: FakeBrowser) {
  server.user = null
  server.accepted.clear()
}

async function signIn(browser: FakeBrowser, user = ada) {
  browser.server.user = user
  browser.openTab(user)
  await pass(1)
}

/** A change that somebody asked for just after the session had ended. */
function put(tab: FakeTab, path = '/api/note', init: RequestInit = {}) {
  const response = tab.apiFetch(path, { method: 'PUT', body: 'what was typed', ...init })
  response.catch(() => {})
  return response
}

describe('a request that failed because the session had ended', () => {
  it('waits for the sign-in and is then sent once, with method and body kept', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const response = put(tab)
    await pass(60)
    expect(tab.session.getState().status).toBe('ended')
    await signIn(browser)
    expect((await response).status).toBe(200)
    const sent = { method: 'PUT', path: '/api/note', body: 'what was typed' }
    expect(server.requestsTo('/api/note')).toEqual([
      { ...sent, token: 'token-1' },
      { ...sent, token: 'token-2' },
    ])
    await pass(3600)
    expect(server.requestsTo('/api/note')).toHaveLength(2)
  })

  it('is sent once however often it is signed in, in however many tabs', async () => {
    const { browser, tab, server } = await openTab()
    const others = [browser.openTab(), browser.openTab()]
    end(browser)
    const response = put(tab)
    await pass(5)
    await Promise.all([signIn(browser), signIn(browser), ...others.map((o) => o.session.resume())])
    await pass(60)
    await response
    expect(server.requestsTo('/api/note').filter((sent) => sent.token !== 'token-1')).toHaveLength(
      1,
    )
  })

  it('waits as well when it was made after the end', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    void tab.session.renew(tab.session.freshToken)
    await pass(5)
    const response = put(tab)
    await pass(5)
    expect(server.requestsTo('/api/note')).toEqual([])
    await signIn(browser)
    expect((await response).status).toBe(200)
    expect(server.requestsTo('/api/note')).toHaveLength(1)
  })

  it('goes to the caller where it is refused after the sign-in, too', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const response = put(tab)
    await pass(5)
    server.override = ({ path }) =>
      path === '/api/note' ? new Response(null, { status: 401 }) : undefined
    await signIn(browser)
    expect((await response).status).toBe(401)
    expect(server.requestsTo('/api/note')).toHaveLength(2)
  })

  it('is never sent in the name of somebody else who signs in', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const response = put(tab)
    await pass(5)
    await signIn(browser, grace)
    await expect(response).rejects.toMatchObject({ name: 'SessionChangedError' })
    await signIn(browser, ada)
    await pass(3600)
    expect(server.requestsTo('/api/note').map(({ token }) => token)).toEqual(['token-1'])
  })

  it('is given up by a sign-out in another tab', async () => {
    const { browser, tab, server } = await openTab()
    const other = browser.openTab()
    end(browser)
    const response = put(tab)
    void other.session.logout()
    await pass(5)
    await expect(response).rejects.toMatchObject({ name: 'SessionEndedError' })
    await signIn(browser)
    expect(server.requestsTo('/api/note')).toHaveLength(1)
  })

  it('is given up by its own abort, and no other by it', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const abort = new AbortController()
    const [given, kept] = [put(tab, '/api/given-up', { signal: abort.signal }), put(tab)]
    await pass(5)
    abort.abort()
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    await signIn(browser)
    expect((await kept).status).toBe(200)
    expect(server.requestsTo('/api/given-up')).toHaveLength(1)
  })

  it('is given up after ten minutes', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const response = put(tab)
    await pass(5)
    await pass(600)
    await expect(response).rejects.toMatchObject({ name: 'SessionEndedError' })
    await signIn(browser)
    expect(server.requestsTo('/api/note')).toHaveLength(1)
  })

  it('is given up after ten minutes that the machine has slept through', async () => {
    const { browser, tab, server } = await openTab()
    end(browser)
    const response = put(tab)
    await pass(5)
    vi.setSystemTime(Date.now() + 600_000)
    await signIn(browser)
    await expect(response).rejects.toMatchObject({ name: 'SessionEndedError' })
    expect(server.requestsTo('/api/note')).toHaveLength(1)
  })

  it('waits with nineteen others and no more, and makes room when it has been answered', async () => {
    const { browser, tab } = await openTab()
    end(browser)
    const waiting = Array.from({ length: 20 }, (_, index) => put(tab, `/api/note?${index}`))
    await pass(5)
    const beyond = put(tab, '/api/note?beyond')
    await pass(1)
    await expect(beyond).rejects.toMatchObject({ name: 'SessionEndedError' })
    await signIn(browser)
    for (const response of waiting) expect((await response).status).toBe(200)
    end(browser)
    const again = put(tab)
    await pass(5)
    await signIn(browser)
    expect((await again).status).toBe(200)
  })

  it('fails at once where no dialog offers to sign in', async () => {
    const { browser, tab } = await openTab()
    tab.offersSignIn = false
    end(browser)
    const response = put(tab)
    await pass(5)
    await expect(response).rejects.toMatchObject({ name: 'SessionEndedError' })
  })
})
