// What comes over a slow line: the first bytes hold what the page is about, nothing moves when the rest arrives, scripts
// hold nothing up, and no session is renewed for a page that nobody opened.
import type { CDPSession, Page } from '@playwright/test'
import { people } from '../support/e2e/local-google.ts'
import { layoutShiftOf, mostLayoutShift, recordLayoutShift } from '../support/e2e/layout-shift.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { countRenewals } from '../support/e2e/request-count.ts'
import { accessTokenOf, refreshTokenOf } from '../support/e2e/session-cookies.ts'
import { expireSessionTokens } from '../support/e2e/tabs.ts'
import { expect, test } from '../support/e2e/test.ts'

// As Lighthouse has it for a phone on a slow fourth generation network.
const slowLine = {
  offline: false,
  latency: 150,
  downloadThroughput: (1_600 * 1_024) / 8,
  uploadThroughput: (750 * 1_024) / 8,
}

async function slowDown(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', slowLine)
  return devtools
}

/** The HTML of a page as the server sent it, before any script ran. */
async function firstHtmlOf(page: Page, path: string): Promise<string> {
  const response = await page.goto(path)
  return response!.text()
}

test('the products are in the first HTML, prices and all, and no skeleton is', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('grace')
  const html = await firstHtmlOf(page, '/products')
  const names = await new ProductsPage(page).cards.getByRole('heading').allTextContents()
  expect(names).toHaveLength(12)
  for (const name of names) expect(html).toContain(name.replaceAll('&', '&amp;'))
  expect(html).not.toContain('data-slot="skeleton"')
})

test('the account is in the first HTML: who one is, and where one is signed in', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('grace', '/account')
  const html = await firstHtmlOf(page, '/account')
  expect(html).toContain(people.grace.email)
  expect(html).toContain('this device')
})

test('the browser may compile each script while it arrives', async ({ page, request }) => {
  await page.goto('/')
  const addresses = await page
    .locator('script[src]:not([nomodule])')
    .evaluateAll((scripts) => scripts.map((script) => (script as HTMLScriptElement).src))
  expect(addresses.length).toBeGreaterThan(3)
  for (const address of addresses) {
    expect(await (await request.get(address)).text()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
  }
})

for (const path of ['/', '/login', '/products', '/account']) {
  test(`nothing on ${path} moves while it loads over a slow line`, async ({ page, signedInAs }) => {
    if (!['/', '/login'].includes(path)) await signedInAs('grace', path)
    await recordLayoutShift(page)
    await slowDown(page)
    await page.goto(path, { waitUntil: 'networkidle' })
    expect(await layoutShiftOf(page)).toBeLessThan(mostLayoutShift)
  })
}

test('looking at links renews no session', async ({ page, context, signedInAs }) => {
  await signedInAs('grace', '/account')
  await page.goto('/')
  const before = await expireSessionTokens(context)
  const renewals = countRenewals(context)
  for (const link of await page.locator(':is(header, main, footer) a').all()) await link.hover()
  await page.waitForLoadState('networkidle')
  // Nor does a browser that fetches ahead what a link leads to.
  const headers = { 'sec-purpose': 'prefetch', purpose: 'prefetch' }
  const fetched = await context.request.get('/products', { headers, maxRedirects: 0 })
  expect(fetched.status()).not.toBe(200)
  expect(renewals.count).toBe(0)
  expect(await refreshTokenOf(context)).toBe(before)
  expect(await accessTokenOf(context)).toBeUndefined()
})
