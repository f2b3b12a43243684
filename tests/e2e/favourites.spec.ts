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

  test('the heart is a plain form, and leads back to the same products at the same place', async ({
    page,
    signedInAs,
  }) => {
    await signedInAs('wendy', '/products?category=Travel')
    const products = new ProductsPage(page)
    const last = products.cards.last()
    const name = (await last.getByRole('link').textContent())!
    const was = await products.heart(name).getAttribute('aria-pressed')
    await products.heart(name).click()
    await expect(page).toHaveURL(/\/products\?category=Travel#product-[a-z0-9-]+$/)
    await expect(products.heart(name)).toHaveAttribute('aria-pressed', String(was !== 'true'))
    await expect(last).toBeInViewport()
    await products.heart(name).click()
    await expect(products.heart(name)).toHaveAttribute('aria-pressed', was!)
  })
})
