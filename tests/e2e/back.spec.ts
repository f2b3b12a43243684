// Back after a sign-out, where a browser keeps most: with its back-forward cache on, which Playwright switches off, and
// without the script that would hide a page.
// Covers B15.
import type { BrowserContext, Page } from '@playwright/test'
import { people } from '../support/e2e/local-google.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

test.use({
  launchOptions: [
    async ({}, use, { project }) => {
      const { launchOptions } = project.use
      await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
    },
    { scope: 'worker' },
  ],
})

/** Everything a page shows from its very first moment on, though it may be replaced at once. */
async function recordSights(context: BrowserContext) {
  const sights: string[] = []
  await context.exposeBinding('recordSight', (_, text: string) => sights.push(text))
  await context.addInitScript(() => {
    const record = (event: PageTransitionEvent) => {
      const shown = document.documentElement.hidden ? '' : document.documentElement.textContent
      const { recordSight } = window as unknown as { recordSight: (text: string) => void }
      recordSight(`${event.persisted ? 'restored' : 'loaded'} ${location.pathname} ${shown}`)
    }
    window.addEventListener('pageshow', (event) => setTimeout(() => record(event)))
  })
  return sights
}

/** `page.goBack` waits for a load, which a page out of the cache never has. */
async function goBack(page: Page) {
  await page.evaluate(() => setTimeout(() => history.back()))
}

test('the browser of these tests does restore pages', async ({ page, context }) => {
  const sights = await recordSights(context)
  await page.goto('/openapi.json')
  await page.goto('/icon.svg')
  await goBack(page)
  await expect.poll(() => sights.join()).toContain('restored /openapi.json')
})

test('a page that the browser kept shows nothing private after a sign-out', async ({
  page,
  context,
  google: _,
}) => {
  const sights = await recordSights(context)
  await signIn(page, 'ada', '/account')
  await page.goto('/privacy')
  const other = await context.newPage()
  await other.goto('/products')
  await signOut(other)
  await expect(other).toHaveURL(/\/login/)
  sights.length = 0
  await goBack(page)
  await expect(page).toHaveURL(/\/login/)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  expect(sights.join()).not.toContain(people.ada.email)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('Back after a sign-out leads to the sign-in page', async ({ page, google: _ }) => {
    await signIn(page, 'ada', '/account')
    await expect(page.getByText(people.ada.email).first()).toBeVisible()
    const forgotten = page.waitForResponse('**/auth/forget-pages')
    await signOut(page)
    await forgotten
    await page.goBack()
    await expect(page).toHaveURL('/login?next=%2Faccount')
    expect(await page.content()).not.toContain(people.ada.email)
  })
})
