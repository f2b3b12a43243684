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

// Kept here and not in the tab: a sign-out has the browser clear what the site has stored (Clear-Site-Data).
const lastSights = new WeakMap<Page, number>()

/** Has the document on display tell, while it lives, when the text was last to be seen there. */
export async function noteLastSightOf(tab: Page, text: string): Promise<void> {
  await tab.exposeFunction('noteSight', (epochMs: number) => {
    lastSights.set(tab, epochMs)
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
  const lastMs = lastSights.get(tab)
  expect(lastMs, 'it was there').toBeDefined()
  expect(lastMs! - sinceMs, 'the last sight of it').toBeLessThan(promisedMs)
}
