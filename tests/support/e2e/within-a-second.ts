// What is promised within a second is measured where it happens: when a request began, and when a tab last showed
// something. How long a test took to look is no part of it, so that a busy machine fails nobody.
import { expect, type Page } from '@playwright/test'

const promisedMs = 1_000

/**
 * Opens the account page in a browser whose session has just ended until it is sent to sign in: no visit that begins a
 * second after the call, or later, may be let in.
 */
export async function expectRefusedWithinASecond(page: Page): Promise<void> {
  const endedAt = performance.now()
  for (;;) {
    const begunMs = performance.now() - endedAt
    await page.goto('/account')
    if (new URL(page.url()).pathname === '/login') return
    expect(begunMs, 'the beginning of the last visit that was let in').toBeLessThan(promisedMs)
  }
}

/** When a text was to be seen in a tab, in milliseconds of the epoch. */
interface Sights {
  firstMs: number
  lastMs: number
}

// Kept here and not in the tab: a sign-out has the browser clear what the site has stored (Clear-Site-Data).
const sights = new WeakMap<Page, Sights>()

/** Has the document on display tell, while it lives, when the text is to be seen there. */
export async function noteSightsOf(tab: Page, text: string): Promise<void> {
  await tab.exposeFunction('noteSight', (epochMs: number) => {
    sights.set(tab, { firstMs: sights.get(tab)?.firstMs ?? epochMs, lastMs: epochMs })
  })
  await tab.evaluate((text) => {
    const { noteSight } = window as unknown as { noteSight: (epochMs: number) => void }
    const look = () => {
      if (!document.body.checkVisibility() || !document.body.innerText.includes(text)) return
      noteSight(Date.now())
    }
    look()
    setInterval(look, 20)
  }, text)
}

/** @param sinceMs of the epoch; to be called once the tab shows something else */
export function expectGoneWithinASecond(tab: Page, sinceMs: number): void {
  expect(sightsIn(tab).lastMs - sinceMs, 'the last sight of it').toBeLessThan(promisedMs)
}

/** To be called once every tab shows it: the last of them did so within a second of the first. */
export function expectSeenWithinASecond(tabs: Page[]): void {
  const firstMs = tabs.map((tab) => sightsIn(tab).firstMs)
  expect(
    Math.max(...firstMs) - Math.min(...firstMs),
    'from the first tab to the last',
  ).toBeLessThan(promisedMs)
}

function sightsIn(tab: Page): Sights {
  const noted = sights.get(tab)
  expect(noted, 'it was there').toBeDefined()
  return noted!
}
