import type { Page } from '@playwright/test'

/** As over a slow line: what the page opens from now on is there, and its scripts are not until they are let through. */
export async function holdScripts(page: Page): Promise<{ letThrough: () => void }> {
  const { promise: isOver, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route(/\/_next\/.*\.js/, async (route) => {
    await isOver
    await route.continue()
  })
  return { letThrough }
}
