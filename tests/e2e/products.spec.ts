import type { Page } from '@playwright/test'
import { holdScripts } from '../support/e2e/late-scripts.ts'
import { ProductPage } from '../support/e2e/product-page.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const gardenProducts = 9

/** Takes back what a test before this one left, as its person would. */
async function forgetFavourites(page: Page): Promise<void> {
  await page.goto('/products?favourite=true')
  const pressed = page.getByRole('button', { name: /^Favourite/, pressed: true })
  for (let left = await pressed.count(); left > 0; left--) {
    const removed = page.waitForResponse(/\/favourite$/)
    await pressed.first().click()
    await removed
  }
}

test('search, category and favourites go together, in place, and the address says so', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  await forgetFavourites(page)
  await page.goto('/products')
  const products = new ProductsPage(page)
  await products.category.selectOption('Garden')
  await expect(products.found(`${gardenProducts} products in Garden, that is all.`)).toBeVisible()
  await expect(page).toHaveURL('/products?category=Garden')
  await expect(products.cards).toHaveCount(gardenProducts)

  const [first, second] = await products.cards.getByRole('link').allTextContents()
  const saved = page.waitForResponse(/\/favourite$/)
  await products.heart(first!).click()
  await saved
  await products.favouritesOnly.check()
  await expect(page).toHaveURL('/products?category=Garden&favourite=true')
  await expect(products.found('1 favourite in Garden, that is all.')).toBeVisible()
  await expect(products.card(first!)).toBeVisible()

  await products.searchBox.fill(second!)
  await expect(products.found(`No favourites found for “${second}” in Garden.`)).toBeVisible()
  await products.favouritesOnly.uncheck()
  await expect(products.card(second!)).toBeVisible()

  // Shared, or loaded again.
  const address = page.url()
  await page.goto('/account')
  await page.goto(address)
  await expect(products.searchBox).toHaveValue(second!)
  await expect(products.category).toHaveValue('Garden')
  await expect(products.cards).toHaveCount(1)
})

test('what is typed and chosen before the page’s scripts have come is searched for', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy', '/account')
  const scripts = await holdScripts(page)
  await page.goto('/products', { waitUntil: 'commit' })
  const products = new ProductsPage(page)
  await products.category.selectOption('Garden')
  await products.searchBox.pressSequentially('tools')
  scripts.letThrough()
  await expect(page).toHaveURL('/products?q=tools&category=Garden')
  await expect(products.searchBox).toHaveValue('tools')
  await expect(products.category).toHaveValue('Garden')
})

test('somebody without favourites is told how to have one, and led back to all products', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  await forgetFavourites(page)
  await page.goto('/products?favourite=true')
  const products = new ProductsPage(page)
  await expect(products.found('No favourites found.')).toBeVisible()
  await expect(page.getByText('Press the heart on a product')).toBeVisible()
  await page.getByRole('link', { name: 'See all products' }).click()
  await expect(page).toHaveURL('/products')
  await expect(products.cards).toHaveCount(12)
  await expect(products.favouritesOnly).not.toBeChecked()
})

test('from a product the way back leads to the same list, and on again to the product', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  const products = new ProductsPage(page)
  await products.category.selectOption('Garden')
  await expect(products.cards).toHaveCount(gardenProducts)
  const name = (await products.cards.getByRole('link').first().textContent())!
  const heart = products.heart(name)
  const was = await heart.getAttribute('aria-pressed')
  const will = String(was !== 'true')
  await products.card(name).getByRole('link').click()

  const product = new ProductPage(page)
  await expect(product.heading).toHaveText(name)
  await expect(page).toHaveTitle(`${name} · Gatehouse`)
  const saved = page.waitForResponse(/\/favourite$/)
  await product.heart.click()
  await saved
  await page.goBack()
  await expect(page).toHaveURL('/products?category=Garden')
  await expect(products.category).toHaveValue('Garden')
  await expect(products.cards).toHaveCount(gardenProducts)
  await expect(heart).toHaveAttribute('aria-pressed', will)
  await page.goForward()
  await expect(product.heading).toHaveText(name)
  await expect(product.heart).toHaveAttribute('aria-pressed', will)
  await product.toAll.click()
  await expect(page).toHaveURL('/products')
  await expect(products.cards).toHaveCount(12)
})

test('more products take their place below, the first of them has the focus, and the end is announced', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  const products = new ProductsPage(page)
  for (const shown of [12, 24, 36, 48]) {
    await expect(products.cards).toHaveCount(shown)
    await expect(products.found(`${shown} products shown.`)).toBeVisible()
    await products.more.press('Enter')
    await expect(products.cards.nth(shown).getByRole('link')).toBeFocused()
  }
  await expect(products.found(/^\d+ products, that is all\.$/)).toBeVisible()
  await expect(products.more).toHaveCount(0)
})

test('what is on its way has exactly the room of what comes, and nothing shifts', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  const products = new ProductsPage(page)
  const skeletons = page.locator('main li[aria-hidden="true"]')
  for (const width of [320, 600, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/products?*', async (route) => {
      await held
      await route.continue()
    })
    await page.goto('/products')
    const card = (await products.cards.first().boundingBox())!
    await products.category.selectOption('Travel')
    await expect(skeletons).toHaveCount(12)
    const skeleton = (await skeletons.first().boundingBox())!
    expect(skeleton, `at ${width} px`).toEqual(card)
    release()
    await expect(skeletons).toHaveCount(0)
    expect(await products.cards.first().boundingBox(), `at ${width} px`).toEqual(card)
    await page.unroute('**/api/products?*')
  }
})

test('a note is saved, counted and there again, and can be taken away', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy', '/products/brass-ruler')
  const product = new ProductPage(page)
  await product.note.fill('For Oma')
  await expect(page.getByText('7 of 1,000')).toBeVisible()
  await product.saveNote.click()
  await expect(product.noteFeedback).toHaveText('The note is saved.')
  await page.reload()
  await expect(product.note).toHaveValue('For Oma')
  await product.note.fill('')
  await product.saveNote.click()
  await expect(product.noteFeedback).toHaveText('The note is gone.')
  await page.reload()
  await expect(product.note).toHaveValue('')
})

test('a product that does not exist gets the not-found page, and its status', async ({
  page,
  expectConsole,
  signedInAs,
}) => {
  await signedInAs('wendy', '/products')
  // The router's way, as by a link to what has gone since: nothing is loaded anew.
  await page.evaluate(() => {
    Object.assign(window, { isSameDocument: true })
    ;(window as unknown as { next: { router: { push(to: string): void } } }).next.router.push(
      '/products/no-such-thing',
    )
  })
  const heading = page.getByRole('heading', { level: 1, name: 'Page not found' })
  await expect(heading).toBeVisible()
  await expect(page).toHaveTitle('Page not found · Gatehouse')
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
  expectConsole(/status of 404 .*\/products\/no-such-thing/)
  const response = await page.goto('/products/no-such-thing')
  expect(response?.status()).toBe(404)
  await expect(heading).toBeVisible()
  await expect(page).toHaveTitle('Page not found · Gatehouse')
})
