import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ada,
  FakeBrowser,
  grace,
  idleSeconds,
  type FakeTab,
  openTabs,
  settle,
  soon,
} from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function endedAs(reason: string) {
  return { status: 'ended', user: null, former: ada, reason }
}

/** Ends the session and lets the first tab notice. */
async function endSession(browser: FakeBrowser, [first]: FakeTab[]) {
  browser.server.user = null
  browser.server.accepted.clear()
  await settle(first!.session.renew(first!.session.freshToken))
  browser.server.sent = []
}

describe('why a session has ended', () => {
  it.each(['session_idle', 'session_revoked', 'session_protected', 'session_ended'])(
    'is known in every tab within a second: %s',
    async (reason) => {
      const browser = new FakeBrowser()
      const tabs = await openTabs(browser, 3)
      browser.server.user = null
      browser.server.refusal = { code: 'session_ended', end_reason: reason }
      const renewal = tabs[0]!.session.renew(null)
      await soon()
      await renewal
      for (const tab of tabs) expect(tab.session.getState()).toEqual(endedAs(reason))
      expect(browser.server.refreshes).toBe(1)
    },
  )

  it('is never a word of the answer that is not on the list', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 1)
    browser.server.refusal = { code: 'session_ended', end_reason: 'toString' }
    await endSession(browser, tabs)
    expect(tabs[0]!.session.getState()).toEqual(endedAs('session_ended'))
  })

  it('is idleness where the cookie has gone with the idle limit', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 1)
    browser.server.refusal = { code: 'unauthenticated' }
    await vi.advanceTimersByTimeAsync(idleSeconds * 1000)
    await endSession(browser, tabs)
    expect(tabs[0]!.session.getState()).toEqual(endedAs('session_idle'))
  })

  it('is not idleness where the cookie was there a moment ago', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 1)
    await vi.advanceTimersByTimeAsync(idleSeconds * 1000)
    browser.openTab(ada)
    await soon()
    browser.server.refusal = { code: 'unauthenticated' }
    await endSession(browser, tabs)
    expect(tabs[0]!.session.getState()).toEqual(endedAs('session_ended'))
  })

  it.each(['session_idle', 'session_revoked', 'session_protected'] as const)(
    'is taken over from the sign-in page that another tab was sent to: %s',
    async (error) => {
      const browser = new FakeBrowser()
      const [tab] = await openTabs(browser, 1)
      browser.server.user = null
      browser.server.refusal = { code: 'unauthenticated' }
      browser.openTab(null, error)
      await soon()
      expect(tab!.session.getState()).toEqual(endedAs(error))
    },
  )

  it.each(['signed_out', 'account_deleted', 'account_deleted_google_kept'] as const)(
    'is no end but a sign-out where another tab’s page says %s',
    async (error) => {
      const browser = new FakeBrowser()
      const [tab] = await openTabs(browser, 1)
      browser.server.user = null
      browser.server.refusal = { code: 'unauthenticated' }
      browser.openTab(null, error)
      await soon()
      expect(tab!.session.getState()).toMatchObject({ status: 'signed-out', hasSignedOut: true })
    },
  )

  it('is not believed of a page while the server says that the session lives', async () => {
    const browser = new FakeBrowser()
    const [tab] = await openTabs(browser, 1)
    browser.openTab(null, 'signed_out')
    await soon()
    expect(tab!.session.getState()).toEqual({ status: 'signed-in', user: ada })
    // Nor is it remembered for later.
    browser.server.user = null
    browser.server.refusal = { code: 'unauthenticated' }
    await settle(tab!.session.renew(tab!.session.freshToken))
    expect(tab!.session.getState()).toEqual(endedAs('session_ended'))
  })
})

describe('a sign-in after the end', () => {
  it('reaches every tab of the same user within a second, by one renewal', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 4)
    await endSession(browser, tabs)
    browser.server.user = ada
    const signedIn = browser.openTab(ada)
    await soon()
    for (const tab of [...tabs, signedIn])
      expect(tab.session.getState()).toEqual({ status: 'signed-in', user: ada })
    expect(browser.server.refreshes).toBe(1)
  })

  it('is noticed by coming back where the tabs cannot talk', async () => {
    const browser = new FakeBrowser({ channel: false, locks: false })
    const tabs = await openTabs(browser, 1)
    await endSession(browser, tabs)
    await settle(tabs[0]!.session.resume())
    expect(tabs[0]!.session.getState().status).toBe('ended')
    browser.server.user = ada
    await settle(tabs[0]!.session.resume())
    expect(tabs[0]!.session.getState()).toEqual({ status: 'signed-in', user: ada })
  })

  it('as somebody else makes every tab unknown', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 3)
    await endSession(browser, tabs)
    browser.server.user = grace
    browser.openTab(grace)
    await soon()
    for (const tab of tabs) expect(tab.session.getState().status).toBe('unknown')
  })

  it('is not believed on a page’s word alone', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 2)
    await endSession(browser, tabs)
    browser.openTab(ada)
    await soon()
    for (const tab of tabs) expect(tab.session.getState().status).toBe('ended')
  })

  it('is not believed of a token that another tab still held', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 1)
    await endSession(browser, tabs)
    const channel = browser.openTab(null).environment.openChannel()
    const token = { rawToken: 'old', expiresAt: Date.now() + 900_000, lifetimeSeconds: 900 }
    channel.post({ type: 'token', token: { ...token, user: ada } })
    await soon()
    expect(tabs[0]!.session.getState().status).toBe('ended')
    expect(tabs[0]!.session.freshToken).toBeNull()
  })

  it('is noticed when a part of the page comes back rendered for the same user', async () => {
    const browser = new FakeBrowser({ channel: false })
    const tabs = await openTabs(browser, 1)
    await endSession(browser, tabs)
    browser.server.user = ada
    tabs[0]!.session.confirmUser(ada.id)
    await soon()
    expect(tabs[0]!.session.getState()).toEqual({ status: 'signed-in', user: ada })
  })

  it('is waited for while the server cannot be asked', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 2)
    await endSession(browser, tabs)
    browser.server.user = ada
    browser.server.override = () => 'offline'
    browser.openTab(ada)
    await soon()
    for (const tab of tabs) expect(tab.session.getState().status).toBe('ended')
    browser.server.override = () => undefined
    await settle(tabs[1]!.session.resume())
    for (const tab of tabs) expect(tab.session.getState().status).toBe('signed-in')
  })

  it('does not bring back a page that was left by a sign-out', async () => {
    const browser = new FakeBrowser()
    const tabs = await openTabs(browser, 1)
    await settle(tabs[0]!.session.logout())
    browser.server.user = ada
    await settle(tabs[0]!.session.resume())
    expect(tabs[0]!.session.getState().status).toBe('signed-out')
  })
})
