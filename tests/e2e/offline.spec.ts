// The network goes and comes back: nobody is signed out, somebody says so, and things go on by themselves.
import type { Page } from '@playwright/test'
import { expectAccessibleInAllLooks } from '../support/e2e/looks.ts'
import { people } from '../support/e2e/local-google.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

test.beforeEach(({ expectConsole }) =>
  expectConsole(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION_REFUSED/),
)

function banner(page: Page) {
  return page.locator('[data-away]')
}

test.describe('an open page', () => {
  test('says that one is offline and not signed out, and goes on by itself', async ({
    page,
    context,
    signedInAs,
  }) => {
    // Four looks, with a network that comes and goes.
    test.slow()
    await signedInAs('grace')
    const products = new ProductsPage(page)
    await context.setOffline(true)
    await expect(banner(page)).toContainText('You are offline. You are not signed out')
    await expect(banner(page)).toHaveRole('status')
    await expectAccessibleInAllLooks(page, 'a page without a network')
    await products.searchBox.fill('wool')
    await context.setOffline(false)
    await expect(products.found('for “wool”')).toBeVisible()
    await expect(banner(page)).toHaveCount(0)
    await expect(
      page.getByRole('status').filter({ hasText: 'You are back online.' }),
    ).toBeAttached()
    expect(await hasSession(context)).toBe(true)
  })

  test('says so on pages for everybody, too', async ({ page, context }) => {
    await page.goto('/')
    await context.setOffline(true)
    await expect(banner(page)).toBeVisible()
    await context.setOffline(false)
    await expect(banner(page)).toHaveCount(0)
  })

  test('finds out by its own requests where the browser believes to be online', async ({
    page,
    context,
    signedInAs,
  }) => {
    await signedInAs('grace')
    const products = new ProductsPage(page)
    const unplug = (route: { abort: (code: string) => Promise<void> }) => route.abort('failed')
    await context.route(/\/(api|auth|health)\//, unplug)
    expect(await page.evaluate(() => navigator.onLine)).toBe(true)
    await products.searchBox.fill('wool')
    await expect(banner(page)).toContainText('The site cannot be reached at the moment.')
    await context.unroute(/\/(api|auth|health)\//, unplug)
    await expect(banner(page)).toHaveCount(0)
    await expect(products.found('for “wool”')).toBeVisible()
  })
})

test.describe('a navigation', () => {
  test.use({ serviceWorkers: 'allow' })

  /** The worker is registered once a page has been idle for a while. */
  async function awaitWorker(page: Page): Promise<void> {
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      if (active?.state === 'activated') return
      await new Promise((resolve) => active!.addEventListener('statechange', resolve))
    })
  }

  /** All that any cache of the browser holds for the site. */
  function cachedPages(page: Page): Promise<{ address: string; text: string }[]> {
    return page.evaluate(async () => {
      const names = await caches.keys()
      const found = names.map(async (name) => {
        const cache = await caches.open(name)
        const requests = await cache.keys()
        return Promise.all(
          requests.map(async (request) => ({
            address: new URL(request.url).pathname,
            text: await (await cache.match(request))!.text(),
          })),
        )
      })
      return (await Promise.all(found)).flat()
    })
  }

  async function registrations(page: Page): Promise<number> {
    return page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  }

  test('without a network ends on a page of ours, and goes on where it led', async ({
    page,
    context,
    signedInAs,
  }) => {
    await signedInAs('grace')
    await awaitWorker(page)
    await context.setOffline(true)
    await page.goto('/account')
    await expect(page).toHaveURL('/account')
    await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible()
    await expect(page.getByText('You are not signed out.')).toBeVisible()
    await expectAccessibleInAllLooks(page, 'the offline page')
    await context.setOffline(false)
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
    await expect(page.getByText(people.grace.email).first()).toBeVisible()
  })

  test('leaves nothing private in any cache, and a sign-out leaves nothing at all', async ({
    page,
    signedInAs,
  }) => {
    await signedInAs('grace')
    await awaitWorker(page)
    // With the worker in charge, online and off.
    for (const path of ['/account', '/products?q=wool', '/', '/account/delete'])
      await page.goto(path)
    await page.context().setOffline(true)
    await page.goto('/account')
    await page.context().setOffline(false)
    await page.goto('/products')
    const cached = await cachedPages(page)
    expect(cached.map(({ address }) => address)).toEqual(['/offline'])
    expect(cached[0]!.text).toContain('You are offline')
    expect(cached[0]!.text).not.toContain(people.grace.email)
    expect(cached[0]!.text).not.toContain(people.grace.name)
    await signOut(page)
    await page.waitForURL(/\/login/)
    await expect.poll(() => registrations(page)).toBe(0)
    expect(await cachedPages(page)).toEqual([])
  })

  test('below /auth and /api is never answered by the worker', async ({
    page,
    context,
    signedInAs,
  }) => {
    await signedInAs('grace')
    await awaitWorker(page)
    await context.setOffline(true)
    for (const path of ['/auth/google/login', '/api/account/export'])
      await expect(page.goto(path)).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
    // The browser's own page does not always close.
    await context.setOffline(false)
    await page.goto('/products')
  })

  test('in German finds the page in German', async ({ page, context, signedInAs }) => {
    await signedInAs('grace')
    await awaitWorker(page)
    await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(async () => {
      expect((await cachedPages(page))[0]?.text).toContain('Sie sind offline')
    }).toPass()
    await context.setOffline(true)
    await page.goto('/account')
    await expect(page.getByRole('heading', { level: 1, name: 'Sie sind offline' })).toBeVisible()
  })

  test('a worker can be taken away by the one that is deployed in its place', async ({
    page,
    signedInAs,
  }) => {
    await signedInAs('grace')
    await awaitWorker(page)
    expect(await registrations(page)).toBe(1)
    await page.evaluate(() => navigator.serviceWorker.register('/offline-worker-retired.js'))
    await expect.poll(() => registrations(page)).toBe(0)
    expect(await cachedPages(page)).toEqual([])
  })
})
