import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followSession, onPageHide, onPageShow, type Page } from './follow-session'
import type { SessionClient } from './session-client'
import { FakeBrowser, grace, settle } from './testing/fake-browser'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The server refuses to go on. */
async function endSession(browser: FakeBrowser, session: SessionClient): Promise<void> {
  browser.server.user = null
  await settle(session.renew(null))
}

function fakePage(isProtected: boolean) {
  return {
    isProtected: () => isProtected,
    path: () => '/products?q=ash',
    hide: vi.fn<Page['hide']>(),
    announceSignOut: vi.fn<Page['announceSignOut']>(),
    reload: vi.fn<Page['reload']>(),
    leaveTo: vi.fn<Page['leaveTo']>(),
  }
}

describe('a page', () => {
  it('that is protected is left within a second of a sign-out in another tab', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(true)
    followSession(browser.openTab().session, page)
    const logout = browser.openTab().session.logout()
    await vi.advanceTimersByTimeAsync(1000)
    await logout
    expect(page.hide).toHaveBeenCalledOnce()
    expect(page.leaveTo).toHaveBeenCalledExactlyOnceWith(
      '/login?next=%2Fproducts%3Fq%3Dash&error=signed_out',
    )
  })

  it('that is protected stays as it is when the session has ended by itself', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(true)
    const { session } = browser.openTab()
    followSession(session, page)
    await endSession(browser, session)
    expect(session.getState().status).toBe('ended')
    expect(page.hide).not.toHaveBeenCalled()
    expect(page.leaveTo).not.toHaveBeenCalled()
    expect(page.reload).not.toHaveBeenCalled()
  })

  it('that waits for a sign-in is left all the same after a sign-out in another tab', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(true)
    const { session } = browser.openTab()
    const late = browser.openTab().session
    followSession(session, page)
    browser.server.user = null
    const renewal = session.renew(null)
    // This tab's word of the end is still on its way.
    const logout = late.logout()
    await vi.advanceTimersByTimeAsync(1000)
    await Promise.all([renewal, logout])
    expect(page.leaveTo).toHaveBeenCalledExactlyOnceWith(
      '/login?next=%2Fproducts%3Fq%3Dash&error=signed_out',
    )
  })

  it('that everybody may see is loaded anew after the session’s end', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(false)
    const { session } = browser.openTab()
    followSession(session, page)
    await endSession(browser, session)
    expect(page.announceSignOut).not.toHaveBeenCalled()
    expect(page.reload).toHaveBeenCalledOnce()
  })

  it('that everybody may see is loaded anew after a sign-out, and says so', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(false)
    followSession(browser.openTab().session, page)
    const logout = browser.openTab().session.logout()
    await vi.advanceTimersByTimeAsync(1000)
    await logout
    expect(page.leaveTo).not.toHaveBeenCalled()
    expect(page.announceSignOut).toHaveBeenCalledOnce()
    expect(page.reload).toHaveBeenCalledOnce()
  })

  it('is hidden and loaded anew when somebody else has signed in', () => {
    const browser = new FakeBrowser()
    const page = fakePage(true)
    const { session } = browser.openTab()
    followSession(session, page)
    session.confirmUser(grace.id)
    expect(page.hide).toHaveBeenCalledOnce()
    expect(page.reload).toHaveBeenCalledOnce()
  })

  it('stays as it is while the server cannot be reached', async () => {
    const browser = new FakeBrowser()
    const page = fakePage(true)
    const { session } = browser.openTab()
    followSession(session, page)
    browser.server.override = () => 'offline'
    const renewal = session.renew(null)
    await vi.advanceTimersByTimeAsync(1000)
    await renewal
    expect(page.reload).not.toHaveBeenCalled()
    expect(page.leaveTo).not.toHaveBeenCalled()
  })

  it('out of the back-forward cache shows nothing private before it is loaded anew', () => {
    const page = fakePage(true)
    onPageShow(true, new FakeBrowser().openTab().session, page)
    expect(page.hide).toHaveBeenCalledOnce()
    expect(page.reload).toHaveBeenCalledOnce()
  })

  it('is hidden before the back-forward cache keeps it, and not where nothing is private', () => {
    const { session } = new FakeBrowser().openTab()
    const [kept, gone, open] = [fakePage(true), fakePage(true), fakePage(false)]
    onPageHide(true, session, kept)
    onPageHide(false, session, gone)
    onPageHide(true, new FakeBrowser().openTab(null).session, open)
    expect(kept.hide).toHaveBeenCalledOnce()
    expect(gone.hide).not.toHaveBeenCalled()
    expect(open.hide).not.toHaveBeenCalled()
  })

  it('shown for the first time is left alone', () => {
    const page = fakePage(true)
    onPageShow(false, new FakeBrowser().openTab().session, page)
    expect(page.reload).not.toHaveBeenCalled()
  })
})
