// What a person reads, and can do, where a page fails by a fault of ours.
import type { Page } from '@playwright/test'
import { breakProducts, mendProducts } from '../support/e2e/broken-products.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { expect, test } from '../support/e2e/test.ts'
import { chooseLanguage, fixedWordsOf, languages } from '../support/e2e/words.ts'

test.beforeEach(({ expectConsole, google: _ }) => expectConsole(/status of 500 .*\/products/))
test.afterEach(({ site }) => mendProducts(site!))

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const reference = (page: Page) => page.getByRole('main').locator('code')
const tryAgain = (page: Page) => page.getByRole('main').getByRole('link').first()

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a page that fails says so in the visitor’s language, and can be tried again', async ({
    page,
    context,
    site,
    signedInAs,
  }) => {
    await signedInAs('grace', '/account')
    await breakProducts(site!)
    for (const language of languages) {
      await chooseLanguage(page, language)
      expect((await page.goto('/products?q=wool'))?.status()).toBe(500)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(heading(page)).toHaveText(fixedWordsOf(language, 'trouble.error.title'))
      const [text] = fixedWordsOf(language, 'trouble.error.text')
      await expect(page.getByRole('main')).toContainText(text!)
      await expect(reference(page)).toHaveText(/^[0-9a-f-]{36}$/)
      await expect(page.getByRole('banner').getByRole('button')).toBeVisible()
    }
    await mendProducts(site!)
    await tryAgain(page).click()
    await expect(page).toHaveURL('/products?q=wool')
    await expect(new ProductsPage(page).cards.first()).toBeVisible()
    await context.clearCookies({ name: 'gatehouse-language' })
  })
})

test('with JavaScript it is the same document, which comes alive and leads on', async ({
  page,
  site,
  signedInAs,
}) => {
  await signedInAs('grace', '/account')
  await breakProducts(site!)
  const documents: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(new URL(request.url()).pathname)
  })
  // Marked before any script of the page has run, so that a replaced `main` is told from the one that was sent.
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      document.querySelector('main')?.setAttribute('data-sent', document.title)
    })
  })
  await page.goto('/products?q=wool')
  await expect(heading(page)).toHaveText('Gatehouse is having trouble')
  // A switch that answers without a new page has its script.
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('main')).toHaveAttribute('data-sent', /^Gatehouse is having trouble/)
  await expect(page.getByRole('link', { name: 'Products' })).toHaveAttribute('aria-current', 'page')
  await expect(page.locator('input[name=next]').first()).toHaveValue('/products?q=wool')
  expect(documents).toEqual(['/products'])
  await page.getByRole('button', { name: 'System' }).click()

  await page.getByRole('link', { name: 'Account' }).click()
  await expect(heading(page)).toHaveText('Account')
  await mendProducts(site!)
  await page.getByRole('link', { name: 'Products' }).click()
  await expect(new ProductsPage(page).cards.first()).toBeVisible()
})

test('with JavaScript the way on from it is never the page that failed', async ({
  page,
  site,
  signedInAs,
}) => {
  await signedInAs('grace', '/account')
  await breakProducts(site!)
  await page.goto('/products')
  await expect(heading(page)).toHaveText('Gatehouse is having trouble')
  await mendProducts(site!)
  await page.getByRole('link', { name: 'Products' }).click()
  await expect(new ProductsPage(page).cards.first()).toBeVisible()
  await expect(page).toHaveTitle('Products · Gatehouse')
})

test('a page that fails on the way of the router says the same words, and can be tried again', async ({
  page,
  site,
  signedInAs,
  expectConsole,
}) => {
  // That a component of the server's failed.
  expectConsole(/React error #441/)
  await signedInAs('grace', '/account')
  await breakProducts(site!)
  await page.getByRole('link', { name: 'Products' }).click()
  await expect(heading(page)).toHaveText('Gatehouse is having trouble')
  const [text] = fixedWordsOf('en', 'trouble.error.text')
  await expect(page.getByRole('main')).toContainText(text!)
  await expect(reference(page)).toHaveText(/^\d+$/)
  await expect(page).toHaveTitle('Gatehouse is having trouble · Gatehouse')
  await mendProducts(site!)
  await page.getByRole('main').getByRole('button').click()
  await expect(new ProductsPage(page).cards.first()).toBeVisible()
  await expect(page).toHaveTitle('Products · Gatehouse')
})
