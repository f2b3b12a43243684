import { chooseAccount, consentHeading, passGoogle, people } from '../support/e2e/local-google.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { googleButton, signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

test('the first sign-in asks for consent and ends on the products', async ({ page, google }) => {
  await google.forgetConsents()
  await page.goto('/')
  await expect(page.getByText('You are not signed in.')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await googleButton(page).click()
  await chooseAccount(page, 'grace')
  await expect(consentHeading(page)).toBeVisible()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page).toHaveURL('/products')
  await expect(new ProductsPage(page).cards).toHaveCount(12)
})

test('a later sign-in asks for no consent', async ({ page, openBrowser, google }) => {
  await signIn(page, 'grace')
  const later = await (await openBrowser()).newPage()
  await later.goto('/login')
  await googleButton(later).click()
  expect(google.isShownOn(later)).toBe(true)
  await chooseAccount(later, 'grace')
  await expect(later).toHaveURL('/products')
})

test('the account page shows what Google says of the person', async ({ page, google: _ }) => {
  await signIn(page, 'ada', '/account')
  const profile = page.getByRole('region', { name: 'Profile' })
  await expect(profile).toContainText(people.ada.name)
  await expect(profile).toContainText(people.ada.email)
  await expect(profile).toContainText('Administrator')
})

test(
  'a sign-in leads back to the page and the query that asked for it',
  { tag: '@journey' },
  async ({ page }) => {
    await signIn(page, 'grace', '/account?from=letter&x=1%262')
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  },
)

test('a sign-in leads back to a search', { tag: '@journey' }, async ({ page }) => {
  await signIn(page, 'grace', '/products?q=wool')
  const products = new ProductsPage(page)
  await expect(products.searchBox).toHaveValue('wool')
  await expect(products.found('for “wool”')).toBeVisible()
})

test('cancelling at the account chooser is a notice, and nobody is signed in', async ({
  page,
  context,
  google: _,
}) => {
  await page.goto('/account')
  await googleButton(page).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('main').getByRole('status')).toHaveText(
    /Sign-in was cancelled. Nothing was shared./,
  )
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  // It is no fault, and there is nothing to report.
  await expect(page.getByText('Reference:')).toHaveCount(0)
  expect(await hasSession(context)).toBe(false)
})

test('after cancelling the consent, another try still leads to the page wanted', async ({
  page,
  google,
}) => {
  await google.forgetConsents()
  await page.goto('/account')
  await googleButton(page).click()
  await chooseAccount(page, 'charlie')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Sign-in was cancelled. Nothing was shared.')).toBeVisible()
  await googleButton(page).click()
  await chooseAccount(page, 'charlie')
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page).toHaveURL('/account')
})

test(
  'two tabs that sign in at once both finish',
  { tag: '@journey' },
  async ({ page, context }) => {
    const other = await context.newPage()
    await page.goto('/login?next=/account')
    await other.goto('/login?next=/products')
    await googleButton(page).click()
    await googleButton(other).click()
    await passGoogle(page, 'ada')
    await expect(page).toHaveURL('/account')
    await passGoogle(other, 'ada')
    await expect(other).toHaveURL('/products')
    await expect(page.getByRole('region', { name: 'Profile' })).toContainText(people.ada.email)
  },
)

test(
  'the login page sends somebody who is signed in straight on',
  { tag: '@journey' },
  async ({ page }) => {
    await signIn(page, 'grace')
    await page.goto('/login?next=/account')
    await expect(page).toHaveURL('/account')
  },
)

test('signing in and out needs the keyboard only', async ({ page, google }) => {
  await google.forgetConsents()
  await page.goto('/login')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(googleButton(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Continue as ${people.ada.name}` }).press('Enter')
  await page.getByRole('button', { name: 'Allow' }).press('Enter')
  await expect(page).toHaveURL('/products')
  await page.getByRole('button', { name: 'Sign out', exact: true }).press('Enter')
  await expect(page).toHaveURL(/\/login/)
})
