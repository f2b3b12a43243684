// What a person does on a deployed site, with nothing but a browser: no control of Google's, no look into the database.
// `E2E_BASE_URL=https://staging.example.com npx playwright test` runs these, and what else is tagged so (docs/testing.md).
import { AccountPage } from '../support/e2e/account-page.ts'
import { people } from '../support/e2e/local-google.ts'
import { LoginPage } from '../support/e2e/login-page.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { countRequests } from '../support/e2e/request-count.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectRefusedWithinASecond } from '../support/e2e/within-a-second.ts'

test.describe('somebody', { tag: '@journey' }, () => {
  test('signs in, looks for a product, reads the account page and signs out', async ({
    page,
    context,
  }) => {
    await page.goto('/')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await new LoginPage(page).signInAs('grace')
    const products = new ProductsPage(page)
    await expect(products.heading).toBeVisible()
    await products.searchBox.fill('wool')
    await expect(products.found('for “wool”')).toBeVisible()
    await page.getByRole('banner').getByRole('link', { name: 'Account' }).click()
    await expect(new AccountPage(page).profile).toContainText(people.grace.email)
    await signOut(page)
    await expect(page).toHaveURL(/\/login/)
    await expect(new LoginPage(page).notice).toContainText('You are signed out.')
    expect(await hasSession(context)).toBe(false)
  })

  test('is led back to the page that asked for a sign-in', async ({ page }) => {
    await page.goto('/products?q=wool')
    await new LoginPage(page).signInAs('grace')
    await expect(page).toHaveURL('/products?q=wool')
  })

  test('cancels at Google and is told that nothing was shared', async ({ page, context }) => {
    const login = new LoginPage(page)
    await login.open()
    await login.googleButton.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(login.notice).toContainText('Sign-in was cancelled. Nothing was shared.')
    expect(await hasSession(context)).toBe(false)
  })

  test('whose address is not verified is refused by name', async ({ page, context }) => {
    const login = new LoginPage(page)
    await login.open()
    await login.signInAs('uma')
    await expect(login.alarm).toContainText(people.uma.email)
    await expect(login.reference).toBeVisible()
    expect(await hasSession(context)).toBe(false)
  })

  test('ends the session of another browser', async ({ page, openBrowser }) => {
    await signIn(page, 'wendy', '/account')
    const elsewhere = await (await openBrowser()).newPage()
    await signIn(elsewhere, 'wendy')
    await page.goto('/account')
    const account = new AccountPage(page)
    await account.endOtherSessions.click()
    await expect(account.sessions.getByRole('listitem')).toHaveCount(1)
    await expectRefusedWithinASecond(elsewhere)
  })
})

test.describe('somebody without JavaScript', { tag: '@journey' }, () => {
  test.use({ javaScriptEnabled: false })

  test('signs in, looks for a product and signs out', async ({ page, context }) => {
    await signIn(page, 'grace')
    const products = new ProductsPage(page)
    await products.searchBox.fill('wool')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(products.found('for “wool”')).toBeVisible()
    await signOut(page)
    await expect(page).toHaveURL(/\/login/)
    await expect(new LoginPage(page).notice).toContainText('You are signed out.')
    expect(await hasSession(context)).toBe(false)
  })
})

test.describe('a session that tests hand on', { tag: '@journey' }, () => {
  test.describe.configure({ mode: 'serial' })

  test('is opened through Google', async ({ signedInAs }) => {
    const page = await signedInAs('ada', '/account')
    await expect(new AccountPage(page).profile).toContainText(people.ada.email)
  })

  test('goes on in the next test without Google', async ({ context, signedInAs }) => {
    const signIns = countRequests(context, 'GET', '/auth/google/login')
    const page = await signedInAs('ada', '/account')
    await expect(new AccountPage(page).profile).toContainText(people.ada.email)
    expect(signIns.count).toBe(0)
    await signOut(page)
    await expect(page).toHaveURL(/\/login/)
  })

  test('is opened anew where the last test signed out', async ({ context, signedInAs }) => {
    const signIns = countRequests(context, 'GET', '/auth/google/login')
    await signedInAs('ada')
    expect(signIns.count).toBe(1)
  })
})
