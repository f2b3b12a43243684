import { people } from '../support/e2e/local-google.ts'
import { ProductPage } from '../support/e2e/product-page.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { expireAccessToken, hasSession } from '../support/e2e/session-cookies.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectRefusedWithinASecond } from '../support/e2e/within-a-second.ts'

test.use({ javaScriptEnabled: false })

test('without JavaScript one signs in, searches, pages on and signs out', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'grace')
  const products = new ProductsPage(page)
  await expect(products.cards).toHaveCount(12)
  const first = await products.cards.allTextContents()
  await products.more.click()
  await expect(page).toHaveURL(/\/products\?cursor=/)
  await expect(products.cards).toHaveCount(12)
  expect(await products.cards.allTextContents()).not.toEqual(first)
  await products.searchBox.fill('wool')
  await products.searchButton.click()
  await expect(page).toHaveURL('/products?q=wool&category=')
  await expect(products.found('for “wool”')).toBeVisible()
  await signOut(page)
  await expect(page).toHaveURL('/login?error=signed_out')
  await expect(page.getByRole('main').getByRole('status')).toContainText('You are signed out.')
  expect(await hasSession(context)).toBe(false)
})

test('without JavaScript one filters, likes a product, finds it among the favourites and keeps a note', async ({
  page,
  google: _,
}) => {
  await signIn(page, 'grace')
  const products = new ProductsPage(page)
  await products.category.selectOption('Garden')
  await products.searchButton.click()
  await expect(products.found(/^\d+ products in Garden, that is all\.$/)).toBeVisible()
  const name = (await products.cards.last().getByRole('link').textContent())!
  await products.heart(name).click()
  await expect(page).toHaveURL(/category=Garden/)
  await expect(products.heart(name)).toHaveAttribute('aria-pressed', 'true')
  await products.favouritesOnly.check()
  await products.searchButton.click()
  await expect(products.found('1 favourite in Garden, that is all.')).toBeVisible()
  await products.card(name).getByRole('link').click()

  const product = new ProductPage(page)
  await expect(product.heading).toHaveText(name)
  await product.heart.click()
  await expect(product.heart).toHaveAttribute('aria-pressed', 'false')
  await product.note.fill('Ask for the larger one')
  await product.saveNote.click()
  await expect(product.noteFeedback).toHaveText('The note is saved.')
  await expect(product.noteFeedback).toBeInViewport()
  // Not a reload, which would post the form again.
  await page.goto(page.url())
  await expect(product.note).toHaveValue('Ask for the larger one')
})

test('without JavaScript what does not exist is said in words, in the language of the visitor', async ({
  page,
  expectConsole,
  google: _,
}) => {
  await signIn(page, 'grace')
  expectConsole(/status of 404 .*\/(products\/no-such-thing|admin)/)
  for (const path of ['/products/no-such-thing', '/admin', '/admin/users/nobody']) {
    expect((await page.goto(path))?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
    await expect(page.getByRole('main')).toContainText('There is nothing at this address.')
    await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await page.goto('/products/no-such-thing')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Seite nicht gefunden')
  await page.getByRole('main').getByRole('link').click()
  await expect(page).toHaveURL('/')
})

test('without JavaScript an expired access token is renewed unnoticed', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'grace')
  await expireAccessToken(context)
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL('/account')
})

test('without JavaScript one signs out everywhere', async ({ page, openBrowser, google: _ }) => {
  await signIn(page, 'grace', '/account')
  const elsewhere = await (await openBrowser()).newPage()
  await signIn(elsewhere, 'grace')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL('/login?error=signed_out')
  await expect(page.getByRole('main').getByRole('status')).toContainText('You are signed out.')
  await expectRefusedWithinASecond(elsewhere)
  expect(await elsewhere.content()).not.toContain(people.grace.email)
})
