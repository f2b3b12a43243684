import { ProductsPage } from '../support/e2e/products-page.ts'
import { countRenewals, countRequests } from '../support/e2e/request-count.ts'
import { accessTokenOf, expireAccessToken } from '../support/e2e/session-cookies.ts'
import { openTabs } from '../support/e2e/tabs.ts'
import { expect, test } from '../support/e2e/test.ts'

test('an expired access token is renewed unnoticed when a page is opened', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('grace')
  const before = await accessTokenOf(context)
  await expireAccessToken(context)
  const response = await page.goto('/account?kept=1')
  expect(response?.request().redirectedFrom()).toBeNull()
  await expect(page).toHaveURL('/account?kept=1')
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  expect(await accessTokenOf(context)).toBeTruthy()
  expect(await accessTokenOf(context)).not.toBe(before)
})

test('an expired access token is renewed unnoticed on a client-side navigation', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('grace')
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await expireAccessToken(context)
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL('/account')
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  expect(await page.evaluate(() => 'isSamePage' in window), 'no reload').toBe(true)
  expect(await accessTokenOf(context)).toBeTruthy()
})

test('an expired access token is renewed unnoticed on a call of the API', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('grace')
  const renewals = countRenewals(context)
  await expireAccessToken(context)
  const products = new ProductsPage(page)
  await products.more.click()
  await expect(products.cards).toHaveCount(24)
  expect(renewals.count).toBe(1)
  await products.more.click()
  await expect(products.cards).toHaveCount(36)
  expect(renewals.count).toBe(1)
})

test('many requests of many tabs renew exactly once', async ({ page, context, signedInAs }) => {
  await signedInAs('grace')
  const tabs = (await openTabs(context, page, 4)).map((tab) => new ProductsPage(tab))
  const renewals = countRenewals(context)
  const calls = countRequests(context, 'GET', '/api/products')
  await expireAccessToken(context)
  await Promise.all(tabs.map((tab) => tab.more.click()))
  await Promise.all(tabs.map((tab) => expect(tab.cards).toHaveCount(24)))
  expect(calls.count).toBe(4)
  expect(renewals.count).toBe(1)
})

test('a token that the API refuses is replaced once, and every waiting tab goes on', async ({
  page,
  context,
  expectConsole,
  signedInAs,
}) => {
  await signedInAs('grace')
  const tabs = (await openTabs(context, page, 2)).map((tab) => new ProductsPage(tab))
  await tabs[0]!.more.click()
  await expect(tabs[0]!.cards).toHaveCount(24)
  const refused = new Set<string | undefined>()
  await context.route('**/api/products*', async (route) => {
    const { authorization } = route.request().headers()
    if (refused.size === 0) refused.add(authorization)
    if (!refused.has(authorization)) return route.continue()
    await route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' })
  })
  expectConsole(/status of 401 .*\/api\/products/)
  const renewals = countRenewals(context)
  await Promise.all(tabs.map((tab) => tab.searchBox.fill('wool')))
  await Promise.all(tabs.map((tab) => expect(tab.found('for “wool”')).toBeVisible()))
  expect(renewals.count).toBe(1)
})

test('a tab in view renews ahead of expiry, without being asked', async ({
  page,
  context,
  signedInAs,
}) => {
  await page.clock.install()
  await signedInAs('grace')
  const products = new ProductsPage(page)
  const renewals = countRenewals(context)
  await products.more.click()
  // Installing the clock stops no time here: the waits between the tabs' messages pass by themselves.
  await expect(products.cards).toHaveCount(24)
  expect(renewals.count).toBe(1)
  await page.clock.fastForward('13:30')
  expect(renewals.count).toBe(1)
  await page.clock.fastForward('00:45')
  await expect.poll(() => renewals.count).toBe(2)
})

test('being offline signs nobody out, and the list goes on afterwards', async ({
  page,
  context,
  expectConsole,
  signedInAs,
}) => {
  await signedInAs('grace')
  const products = new ProductsPage(page)
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  await context.setOffline(true)
  await products.searchBox.fill('wool')
  await expect(
    page.getByRole('main').getByText('You are offline. You are not signed out'),
  ).toBeVisible()
  await context.setOffline(false)
  await expect(products.found('for “wool”')).toBeVisible()
})

test('a lasting error of the API is explained, and trying again works', async ({
  page,
  expectConsole,
  signedInAs,
}) => {
  await page.clock.install()
  await signedInAs('grace')
  const products = new ProductsPage(page)
  expectConsole(/status of 503 .*\/api\/products/)
  await page.route('**/api/products*', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }),
  )
  await products.searchBox.fill('wool')
  const alert = page.getByRole('main').getByRole('alert')
  await expect(async () => {
    await page.clock.runFor(1_000)
    await expect(alert).toContainText('You are not signed out.', { timeout: 200 })
  }).toPass()
  await page.unroute('**/api/products*')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(products.found('for “wool”')).toBeVisible()
})
