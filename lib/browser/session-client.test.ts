import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ada, FakeBrowser, grace, openTabs, settle, soon } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('renewal', () => {
  it('is one request for many requests in many tabs', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 5)
    const calls = tabs.flatMap((tab) =>
      Array.from({ length: 10 }, (_, index) => tab.apiFetch(`/api/products?n=${index}`)),
    )
    const responses = await settle(Promise.all(calls))
    expect(responses.map((response) => response.status)).toEqual(Array(50).fill(200))
    expect(browser.server.refreshes).toBe(1)
    expect(browser.server.requestsTo('/api/')).toHaveLength(50)
  })

  it('is one request when a token all tabs hold is refused to all of them', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 4)
    await settle(Promise.all(tabs.map((tab) => tab.apiFetch('/api/products'))))
    browser.server.accepted.clear()
    browser.server.sent = []
    await soon()
    const calls = tabs.flatMap((tab) => [tab.apiFetch('/api/a'), tab.apiFetch('/api/b')])
    const responses = await settle(Promise.all(calls))
    expect(responses.every((response) => response.ok)).toBe(true)
    expect(browser.server.refreshes).toBe(1)
    expect(browser.server.requestsTo('/api/')).toHaveLength(16)
  })

  it('takes no refused token up again from a tab that still believes in it', async () => {
    const browser = new FakeBrowser()
    const [first, second] = await openTabs(browser, 2)
    await settle(Promise.all([first!.apiFetch('/api/a'), second!.apiFetch('/api/a')]))
    browser.server.accepted.clear()
    browser.server.sent = []
    const refused = first!.apiFetch('/api/b')
    await vi.advanceTimersByTimeAsync(60)
    const later = first!.apiFetch('/api/c')
    await settle(Promise.all([refused, later]))
    expect(browser.server.requestsTo('/api/c').map(({ token }) => token)).toEqual(['token-2'])
    expect(second!.session.freshToken?.rawToken).toBe('token-2')
  })

  it('is not needed in a new tab while another one holds a good token', async () => {
    const browser = new FakeBrowser()
    const [first] = await openTabs(browser, 1)
    await settle(first!.apiFetch('/api/products'))
    const second = browser.openTab()
    await settle(second.apiFetch('/api/products'))
    expect(browser.server.refreshes).toBe(1)
  })

  it('is tried once by all tabs while the server is in trouble', async () => {
    const browser = new FakeBrowser()
    browser.server.override = ({ path }) =>
      path === '/auth/refresh'
        ? new Response(null, { status: 503, headers: { 'retry-after': '7' } })
        : undefined
    const tabs = await openTabs(browser, 3)
    const renewals = Promise.all(tabs.map((tab) => tab.session.renew(null)))
    // The tabs that waited go by the first one's word at once.
    await vi.advanceTimersByTimeAsync(200)
    const outcomes = await Promise.race([renewals, Promise.resolve('still waiting')])
    expect(outcomes).toEqual(
      Array(3).fill({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) as number }),
    )
    expect(browser.server.refreshes).toBe(1)
  })

  it('waits as long as Retry-After asks, and then goes on', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = () =>
      new Response(null, { status: 503, headers: { 'retry-after': '120' } })
    await settle(tab!.session.renew(null))
    browser.server.override = () => undefined
    expect(await settle(tab!.session.renew(null))).toMatchObject({ kind: 'unavailable' })
    expect(browser.server.refreshes).toBe(1)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await settle(tab!.session.renew(null))).toEqual({ kind: 'renewed' })
  })

  it.each([
    ['the network is gone', () => 'offline' as const],
    ['the server fails', () => new Response(null, { status: 500 })],
    ['the server is too busy', () => new Response(null, { status: 429 })],
    ['the caller is refused', () => new Response(null, { status: 403 })],
    ['a captive portal answers', () => new Response('<html>', { status: 200 })],
    ['the answer is not what was agreed', () => Response.json({ access_token: 1 })],
    [
      'the answer names no user',
      () => Response.json({ access_token: 't', expires_in: 900, user: { id: 'ada' } }),
    ],
    [
      'the new token is stale already',
      () => Response.json({ access_token: 't', expires_in: 0, user: ada }),
    ],
    ['nobody answers for ten seconds', () => 'hangs' as const],
  ])('leaves the user signed in when %s', async (_, answer) => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = answer
    const outcome = await settle(tab!.session.renew(null))
    expect(outcome).toMatchObject({ kind: 'unavailable' })
    expect(tab!.session.getState()).toEqual({ status: 'signed-in', user: ada })
  })

  it('leaves a server that does not say for how long in peace longer each time', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = () => new Response(null, { status: 503 })
    const askedAt: number[] = []
    const begin = Date.now()
    // Somebody impatient, four times a second.
    for (let turn = 0; turn < 480; turn += 1) {
      const before = browser.server.refreshes
      const renewal = tab!.session.renew(null)
      await vi.advanceTimersByTimeAsync(250)
      await renewal
      if (browser.server.refreshes > before) askedAt.push(Date.now() - begin)
    }
    const waits = askedAt.slice(1).map((at, index) => Math.floor((at - askedAt[index]!) / 1000))
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
  })

  it('goes out at once when the network is back, for nobody was troubled meanwhile', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = () => 'offline'
    for (let turn = 0; turn < 5; turn += 1) {
      const renewal = tab!.session.renew(null)
      await vi.advanceTimersByTimeAsync(200)
      expect(await renewal).toEqual({ kind: 'unavailable', retryAfterSeconds: null })
    }
    browser.server.override = () => undefined
    const renewal = tab!.session.renew(null)
    await vi.advanceTimersByTimeAsync(200)
    expect(await renewal).toEqual({ kind: 'renewed' })
  })

  it('works without Web Locks and BroadcastChannel, once per tab', async () => {
    const browser = new FakeBrowser({ channel: false, locks: false })
    const tabs = await openTabs(browser, 2)
    await settle(
      Promise.all(tabs.flatMap((tab) => [tab.apiFetch('/api/a'), tab.apiFetch('/api/b')])),
    )
    expect(browser.server.refreshes).toBe(2)
  })

  it('works with BroadcastChannel alone', async () => {
    const browser = new FakeBrowser({ locks: false })
    const [first, second] = await openTabs(browser, 2)
    await settle(first!.apiFetch('/api/a'))
    await settle(second!.apiFetch('/api/a'))
    expect(browser.server.refreshes).toBe(1)
  })
})

describe('the end of a session', () => {
  it('in one tab is seen in every other within a second', async () => {
    const browser = new FakeBrowser()
    const [first, second] = await openTabs(browser, 2)
    await settle(Promise.all([first!.apiFetch('/api/a'), second!.apiFetch('/api/a')]))
    const logout = first!.session.logout()
    await soon()
    await logout
    for (const tab of [first!, second!]) {
      expect(tab.session.getState()).toEqual({
        status: 'signed-out',
        user: null,
        hasSignedOut: true,
      })
      expect(tab.session.freshToken).toBeNull()
    }
  })

  it('reaches every tab when the server refuses to renew', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 3)
    browser.server.user = null
    const outcomes = await settle(Promise.all(tabs.map((tab) => tab.session.renew(null))))
    expect(outcomes).toEqual(Array(3).fill({ kind: 'ended' }))
    expect(tabs.map((tab) => tab.session.getState().status)).toEqual(Array(3).fill('ended'))
    expect(browser.server.refreshes).toBe(1)
  })

  it('drops the answer to a renewal that was under way', async () => {
    const browser = new FakeBrowser()
    const [first, second] = await openTabs(browser, 2)
    browser.server.answerMilliseconds = ({ path }) => (path === '/auth/refresh' ? 500 : 20)
    const renewal = second!.session.renew(null)
    await vi.advanceTimersByTimeAsync(200)
    expect(browser.server.refreshes).toBe(1)
    await settle(first!.session.logout())
    expect(await renewal).toEqual({ kind: 'ended' })
    expect(second!.session.freshToken).toBeNull()
    expect(first!.session.freshToken).toBeNull()
    expect(second!.session.getState().status).toBe('signed-out')
  })

  it('keeps a renewal that was still waiting for its turn from being sent', async () => {
    const browser = new FakeBrowser()
    const [first, second] = await openTabs(browser, 2)
    browser.server.answerMilliseconds = ({ path }) => (path === '/auth/refresh' ? 500 : 20)
    const renewals = [first!.session.renew(null), second!.session.renew(null)]
    await vi.advanceTimersByTimeAsync(200)
    await settle(second!.session.logout())
    expect(await Promise.all(renewals)).toEqual([{ kind: 'ended' }, { kind: 'ended' }])
    expect(browser.server.refreshes).toBe(1)
  })

  it.each([403, 500, 503])('is not claimed when the server answers %d', async (status) => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = () => new Response(null, { status })
    await expect(settle(tab!.session.logout())).rejects.toThrow('cannot be asked')
    expect(tab!.session.getState().status).toBe('signed-in')
  })

  it('is not claimed when the server could not be told', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.override = () => 'offline'
    await expect(settle(tab!.session.logout())).rejects.toThrow('cannot be asked')
    expect(tab!.session.getState().status).toBe('signed-in')
  })

  it('lets no further request out', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    await settle(tab!.session.logout())
    browser.server.sent = []
    await expect(settle(tab!.apiFetch('/api/a'))).rejects.toMatchObject({
      name: 'SessionEndedError',
    })
    expect(browser.server.sent).toEqual([])
  })
})

describe('another user', () => {
  it('signing in elsewhere makes this tab unknown, and no request goes out in their name', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    await settle(tab!.apiFetch('/api/a'))
    browser.server.accepted.clear()
    browser.server.user = grace
    browser.server.sent = []
    await expect(settle(tab!.apiFetch('/api/b'))).rejects.toMatchObject({
      name: 'SessionChangedError',
    })
    expect(tab!.session.getState().status).toBe('unknown')
    expect(browser.server.requestsTo('/api/b')).toHaveLength(1)
  })

  it('is noticed within a second of their page being opened', async () => {
    const browser = new FakeBrowser()
    const [old] = await openTabs(browser, 1)
    browser.server.user = grace
    const fresh = browser.openTab(grace)
    await soon()
    expect(old!.session.getState().status).toBe('unknown')
    expect(fresh.session.getState()).toEqual({ status: 'signed-in', user: grace })
  })

  it('is not signed out by a page that still shows the former one', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.server.user = grace
    browser.server.override = ({ path }) =>
      path === '/auth/logout' ? new Response(null, { status: 409 }) : undefined
    await expect(settle(tab!.session.logout())).rejects.toMatchObject({
      name: 'SessionChangedError',
    })
    expect(tab!.session.getState().status).toBe('unknown')
    expect(browser.server.user).toEqual(grace)
  })

  it('makes a page left open at the sign-in form load anew', async () => {
    const browser = new FakeBrowser()
    const login = browser.openTab(null)
    await vi.advanceTimersByTimeAsync(5000)
    browser.openTab(ada)
    await soon()
    expect(login.session.getState().status).toBe('unknown')
  })

  it('is noticed when a part of the page comes back rendered for them', async () => {
    const browser = new FakeBrowser({ channel: false, locks: false })
    const [tab] = await openTabs(browser, 1)
    tab!.session.confirmUser(ada.id)
    expect(tab!.session.getState()).toEqual({ status: 'signed-in', user: ada })
    tab!.session.confirmUser(grace.id)
    expect(tab!.session.getState().status).toBe('unknown')
  })

  it('or nobody, for whom a part of the page was rendered, is asked about and not believed', async () => {
    const browser = new FakeBrowser({ channel: false, locks: false })
    const [tab] = await openTabs(browser, 1)
    tab!.session.confirmUser(null)
    await soon()
    expect(tab!.session.getState()).toEqual({ status: 'signed-in', user: ada })
    expect(browser.server.refreshes).toBe(1)
    browser.server.user = null
    tab!.session.confirmUser(null)
    await soon()
    expect(tab!.session.getState().status).toBe('ended')
  })

  it("is not believed on another tab's word alone", async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    const outdated = browser.openTab(grace)
    await soon()
    expect(tab!.session.getState()).toEqual({ status: 'signed-in', user: ada })
    expect(outdated.session.getState().status).toBe('unknown')
  })

  it('never makes a page that nobody is signed in to reload in a circle', async () => {
    const browser = new FakeBrowser()
    await openTabs(browser, 1)
    const anonymous = browser.openTab(null)
    await vi.advanceTimersByTimeAsync(1500)
    expect(anonymous.session.getState()).toEqual({
      status: 'signed-out',
      user: null,
      hasSignedOut: false,
    })
  })
})

describe('the access token', () => {
  it('is in no property, no JSON and no storage', async () => {
    const browser = new FakeBrowser()
    const setItem = vi.fn()
    vi.stubGlobal('localStorage', { setItem })
    vi.stubGlobal('sessionStorage', { setItem })
    const [tab] = await openTabs(browser, 1)
    await settle(tab!.apiFetch('/api/a'))
    expect(tab!.session.freshToken?.rawToken).toBe('token-1')
    expect(JSON.stringify(tab!.session)).not.toContain('token-1')
    expect(setItem).not.toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})
