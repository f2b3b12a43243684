import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { confirmOnReturn } from './confirm-on-return'
import { ada, FakeBrowser, grace, soon } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function signedInTab(browser = new FakeBrowser()) {
  const tab = browser.openTab()
  const confirm = confirmOnReturn(tab.session, tab.apiFetch, tab.environment)
  confirm()
  await soon()
  browser.server.sent = []
  return { tab, confirm, server: browser.server }
}

describe('coming back to a tab', () => {
  it('asks once, however many events tell of it, and renews nothing while the session lives', async () => {
    const { tab, confirm, server } = await signedInTab()
    confirm()
    confirm()
    await soon()
    expect(server.requestsTo('/auth/me')).toHaveLength(1)
    expect(server.refreshes).toBe(0)
    expect(tab.session.getState()).toEqual({ status: 'signed-in', user: ada })
  })

  it('notices a session that was ended on another device, and tells the other tabs', async () => {
    const browser = new FakeBrowser()
    const other = browser.openTab()
    const { tab, confirm, server } = await signedInTab(browser)
    server.accepted.clear()
    server.user = null
    confirm()
    await soon()
    const ended = { status: 'ended', user: null, former: ada, reason: 'session_ended' }
    expect(tab.session.getState()).toEqual(ended)
    expect(other.session.getState()).toEqual(ended)
    expect(server.refreshes).toBe(1)
  })

  it('notices another user where no message between tabs could', async () => {
    const browser = new FakeBrowser({ channel: false, locks: false })
    const { tab, confirm, server } = await signedInTab(browser)
    server.accepted.clear()
    server.user = grace
    confirm()
    await soon()
    expect(tab.session.getState().status).toBe('unknown')
  })

  it.each(['offline', 'hangs', new Response(null, { status: 503 })] as const)(
    'signs nobody out when the answer is %s',
    async (answer) => {
      const { tab, confirm, server } = await signedInTab()
      server.override = () => answer
      confirm()
      await vi.advanceTimersByTimeAsync(60_000)
      expect(tab.session.getState()).toEqual({ status: 'signed-in', user: ada })
    },
  )

  it('asks nothing for a tab nobody sees, or that nobody is signed in to', async () => {
    const { tab, confirm, server } = await signedInTab()
    tab.isVisible = false
    confirm()
    tab.isVisible = true
    const logout = tab.session.logout()
    await soon()
    await logout
    confirm()
    await soon()
    expect(server.requestsTo('/auth/me')).toEqual([])
  })

  it('notices a sign-in after the end where the tabs cannot talk', async () => {
    const { tab, confirm, server } = await signedInTab(new FakeBrowser({ channel: false }))
    server.user = null
    server.accepted.clear()
    confirm()
    await soon()
    expect(tab.session.getState().status).toBe('ended')
    server.user = ada
    confirm()
    await soon()
    expect(tab.session.getState()).toEqual({ status: 'signed-in', user: ada })
  })
})
