// What is promised within a second is measured where it happens: when a request began, and when a tab last showed
// something. How long a test took to look is no part of it, so that a busy machine fails nobody.
import { expect, type Page } from '@playwright/test'

const promisedMs = 1_000

/** `isRefused` opens something: none that began a second after the call, or later, may be let in. */
export async function expectRefusedWithinASecond(isRefused: () => Promise<boolean>): Promise<void> {
  const endedAt = performance.now()
  for (;;) {
    const begunMs = performance.now() - endedAt
    if (await isRefused()) return
    expect(begunMs, 'the beginning of the last one that was let in').toBeLessThan(promisedMs)
  }
}

/** Has the document on display note, while it lives, when the text was last to be seen there. */
export async function noteLastSightOf(tab: Page, text: string): Promise<void> {
  await tab.evaluate((text) => {
    const look = () => {
      const isShown = document.body.checkVisibility() && document.body.innerText.includes(text)
      if (isShown) sessionStorage.setItem('last-sight', String(Date.now()))
    }
    look()
    setInterval(look, 10)
  }, text)
}

/** @param sinceMs of the epoch; to be called once the tab shows something else */
export async function expectGoneWithinASecond(tab: Page, sinceMs: number): Promise<void> {
  const lastMs = await tab.evaluate(() => Number(sessionStorage.getItem('last-sight')))
  expect(lastMs, 'it was there').toBeGreaterThan(0)
  expect(lastMs - sinceMs, 'the last sight of it').toBeLessThan(promisedMs)
}
