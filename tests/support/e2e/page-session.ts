// The session client that a page really runs, for what no button asks of it: many requests at once. Found where React
// keeps the context's value, so that the product needs no door for its tests.
import type { Page } from '@playwright/test'

type Fiber = {
  child: Fiber | null
  sibling: Fiber | null
  memoizedProps?: { value?: { apiFetch?: unknown } }
}
declare global {
  interface Window {
    pageApiFetch?: (path: string) => Promise<Response>
  }
}

/** Waits for React to have taken the page over. */
async function exposeApiFetch(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
    const open = key ? [(document as unknown as Record<string, Fiber>)[key]!] : []
    while (open.length > 0) {
      const fiber = open.pop()!
      const found = fiber.memoizedProps?.value?.apiFetch
      if (typeof found === 'function') window.pageApiFetch = found as typeof window.pageApiFetch
      open.push(...[fiber.child, fiber.sibling].filter((next) => next !== null))
    }
    return window.pageApiFetch !== undefined
  })
}

/** Sends `count` requests at once by the page's own API client. @returns the statuses, or the errors' names */
export async function apiRequests(
  page: Page,
  count: number,
  path = '/api/products?limit=1',
): Promise<(number | string)[]> {
  await exposeApiFetch(page)
  return page.evaluate(
    ([times, address]) =>
      Promise.all(
        Array.from({ length: times }, () =>
          window.pageApiFetch!(address).then(
            ({ status }) => status,
            (error: Error) => error.name,
          ),
        ),
      ),
    [count, path] as const,
  )
}
