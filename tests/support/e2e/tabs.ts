// Several tabs of one signed-in browser, and the moments at which they renew.
import type { BrowserContext, Page } from '@playwright/test'
import { expireAccessToken } from './session-cookies.ts'
import { ageBeyondGrace } from './session-row.ts'

/** @returns the first tab and `count - 1` more on the same address */
export async function openTabs(
  context: BrowserContext,
  page: Page,
  count: number,
  path = '/products',
): Promise<Page[]> {
  const others = await Promise.all(Array.from({ length: count - 1 }, () => context.newPage()))
  for (const other of others) await other.goto(path)
  return [page, ...others]
}

/** As after a long pause: the next renewal rotates, and there is no access token left. @returns the token it rotates */
export async function expireSessionTokens(context: BrowserContext): Promise<string> {
  const refreshToken = await ageBeyondGrace(context)
  await expireAccessToken(context)
  return refreshToken
}

/** What a browser says to a tab that somebody comes back to. */
export function comeBackTo(page: Page): Promise<boolean> {
  return page.evaluate(() => window.dispatchEvent(new Event('focus')))
}

/** As in a browser that has neither Web Locks nor BroadcastChannel. */
export async function withoutTabFeatures(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    delete (Navigator.prototype as { locks?: unknown }).locks
    delete (window as { BroadcastChannel?: unknown }).BroadcastChannel
  })
}
