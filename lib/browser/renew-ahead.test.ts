import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renewAheadOfExpiry } from './renew-ahead'
import { FakeBrowser } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function startedTab(browser = new FakeBrowser()) {
  const tab = browser.openTab()
  const ahead = renewAheadOfExpiry(tab.session, tab.environment)
  const first = tab.session.renew(null)
  await vi.advanceTimersByTimeAsync(1000)
  await first
  return { tab, ahead, server: browser.server }
}

describe('renewal ahead of expiry', () => {
  it('happens a minute before a token of fifteen minutes expires', async () => {
    const { server } = await startedTab()
    await vi.advanceTimersByTimeAsync(838_000)
    expect(server.refreshes).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.refreshes).toBe(2)
  })

  it('happens at a tenth of a short life', async () => {
    const browser = new FakeBrowser()
    browser.server.lifetimeSeconds = 20
    const { server } = await startedTab(browser)
    await vi.advanceTimersByTimeAsync(16_000)
    expect(server.refreshes).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.refreshes).toBe(2)
  })

  it('goes on for as long as the tab is looked at', async () => {
    const { server } = await startedTab()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(server.refreshes).toBe(5)
  })

  it('is one request for several tabs whose token expires at once', async () => {
    const browser = new FakeBrowser()
    await startedTab(browser)
    await startedTab(browser)
    await startedTab(browser)
    expect(browser.server.refreshes).toBe(1)
    await vi.advanceTimersByTimeAsync(860_000)
    expect(browser.server.refreshes).toBe(2)
  })

  it('leaves a tab nobody looks at alone, and catches up when it comes into view', async () => {
    const { tab, ahead, server } = await startedTab()
    tab.isVisible = false
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(server.refreshes).toBe(1)
    tab.isVisible = true
    ahead.wake()
    await vi.advanceTimersByTimeAsync(1000)
    expect(server.refreshes).toBe(2)
  })

  it('keeps the token and tries again while the server is in trouble', async () => {
    const { tab, server } = await startedTab()
    server.override = ({ path }) =>
      path === '/auth/refresh' ? new Response(null, { status: 503 }) : undefined
    await vi.advanceTimersByTimeAsync(850_000)
    expect(server.refreshes).toBeGreaterThan(1)
    expect(tab.session.freshToken).not.toBeNull()
    server.override = () => undefined
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tab.session.freshToken?.rawToken).toBe('token-2')
  })

  it('stops with the session', async () => {
    const { tab, server } = await startedTab()
    const logout = tab.session.logout()
    await vi.advanceTimersByTimeAsync(1000)
    await logout
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(server.refreshes).toBe(1)
  })
})
