import { passGoogle } from '../support/e2e/local-google.ts'
import { expectAccessibleInAllLooks } from '../support/e2e/looks.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { googleButton, signIn } from '../support/e2e/sign-in.ts'
import { test } from '../support/e2e/test.ts'

const publicPages = [
  ['the landing page', '/'],
  ['the login page', '/login'],
  ['the login page with a notice', '/login?error=cancelled'],
  ['the login page with an alarm', '/login?error=sign_in_failed&ref=0b5e1c9a-7d32-4f0e-9a51'],
  ['the privacy page', '/privacy'],
] as const

for (const [what, path] of publicPages) {
  test(`${what} meets WCAG 2.2 AA, light and dark, narrow and wide`, async ({ page }) => {
    await page.goto(path)
    await expectAccessibleInAllLooks(page, what)
  })
}

test('the not-found page meets WCAG 2.2 AA, light and dark, narrow and wide', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/status of 404 .*\/nowhere/)
  await page.goto('/nowhere')
  await expectAccessibleInAllLooks(page, 'the not-found page')
})

test('a refusal that names an address meets WCAG 2.2 AA, light and dark, narrow and wide', async ({
  page,
  google: _,
}) => {
  await page.goto('/login')
  await googleButton(page).click()
  await passGoogle(page, 'uma')
  await page.getByText('uma@example.com').waitFor()
  await expectAccessibleInAllLooks(page, 'a refusal')
})

test('the pages of a signed-in person meet WCAG 2.2 AA, light and dark, narrow and wide', async ({
  page,
  google: _,
}) => {
  await signIn(page, 'ada')
  await expectAccessibleInAllLooks(page, 'the products')
  await page.goto('/account')
  await expectAccessibleInAllLooks(page, 'the account')
  await page.goto('/')
  await expectAccessibleInAllLooks(page, 'the landing page, signed in')
})

test('a search without a match and a failed one meet WCAG 2.2 AA, light and dark, narrow and wide', async ({
  page,
  expectConsole,
  google: _,
}) => {
  await signIn(page, 'ada', '/products?q=zzzz')
  await new ProductsPage(page).found('No products found').waitFor()
  await expectAccessibleInAllLooks(page, 'no products')
  expectConsole(/status of 400 .*\/api\/products/)
  await page.route('**/api/products*', (route) =>
    route.fulfill({ status: 400, contentType: 'application/problem+json', body: '{}' }),
  )
  await new ProductsPage(page).searchBox.fill('wool')
  await page.getByRole('main').getByRole('alert').waitFor()
  await expectAccessibleInAllLooks(page, 'a failed search')
})
