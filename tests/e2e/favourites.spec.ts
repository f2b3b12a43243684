import { ProductsPage } from '../support/e2e/products-page.ts'
import { expect, test } from '../support/e2e/test.ts'

test('a product becomes a favourite at once, stays one, and stops being one', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('wendy')
  const button = new ProductsPage(page).cards.first().getByRole('button', { name: /^Favourite/ })
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  const saved = page.waitForResponse(/\/favourite$/)
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  expect((await saved).status()).toBe(204)
  await page.reload()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  const removed = page.waitForResponse(/\/favourite$/)
  await button.press('Enter')
  await removed
  await page.reload()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
})

test('a favourite that could not be saved is taken back, and a sentence says so', async ({
  page,
  expectConsole,
  signedInAs,
}) => {
  await signedInAs('wendy')
  expectConsole(/status of 503 .*\/favourite/)
  await page.route('**/favourite', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }),
  )
  const products = new ProductsPage(page)
  const button = products.cards.first().getByRole('button', { name: /^Favourite/ })
  await button.click()
  await expect(products.found('Your favourite could not be saved.')).toBeVisible()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('no control is shown that would do nothing', async ({ page, signedInAs }) => {
    await signedInAs('grace')
    await expect(new ProductsPage(page).cards).toHaveCount(12)
    await expect(page.getByRole('button', { name: /^Favourite/ })).toHaveCount(0)
  })
})
