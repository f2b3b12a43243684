import { people, passGoogle } from '../support/e2e/local-google.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { googleButton, signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

test('an address that Google has not verified is refused and named', async ({
  page,
  context,
  google: _,
}) => {
  await page.goto('/account')
  await googleButton(page).click()
  await passGoogle(page, 'uma')
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText(
    `Google has not verified the e-mail address ${people.uma.email}`,
  )
  await expect(alert).toContainText('Reference:')
  expect(await hasSession(context)).toBe(false)
  await page.goto('/account')
  await expect(page).toHaveURL('/login?next=%2Faccount')
})

test('another Google account with a known address is refused, not joined to it', async ({
  page,
  context,
  openBrowser,
  google: _,
}) => {
  await signIn(await (await openBrowser()).newPage(), 'grace')
  await page.goto('/login')
  await googleButton(page).click()
  await passGoogle(page, 'imogen')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    `${people.imogen.email} already belongs to another Google account here`,
  )
  expect(await hasSession(context)).toBe(false)
})

test('after a refusal another account signs in, and lands where the first was going', async ({
  page,
  google: _,
}) => {
  await page.goto('/account')
  await googleButton(page).click()
  await passGoogle(page, 'uma')
  await expect(page.getByText('choose another Google account')).toBeVisible()
  await googleButton(page).click()
  await passGoogle(page, 'grace')
  await expect(page).toHaveURL('/account')
})

test('while Google is down a sentence says so, and the next try works', async ({
  page,
  context,
  google,
}) => {
  await google.failAt('token', 503)
  await page.goto('/account')
  await googleButton(page).click()
  await passGoogle(page, 'grace')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'Google sign-in is having trouble.',
  )
  expect(await hasSession(context)).toBe(false)
  await google.reset()
  await googleButton(page).click()
  await passGoogle(page, 'grace')
  await expect(page).toHaveURL('/account')
})

test('a callback opened a second time starts nothing and says so', async ({
  page,
  context,
  google: _,
}) => {
  let callback = ''
  page.on('request', (request) => {
    if (request.url().includes('/auth/callback/google')) callback = request.url()
  })
  await signIn(page, 'grace')
  await context.clearCookies()
  await page.goto(callback)
  await expect(page.getByRole('main').getByRole('status')).toContainText(
    'That sign-in link has expired or was already used.',
  )
  expect(await hasSession(context)).toBe(false)
})

test('a link cannot put words of its own on the login page', async ({ page }) => {
  await page.goto('/login?error=Call%20us&account=evil@example.com&ref=%3Cb%3E')
  const main = page.getByRole('main')
  await expect(main.getByRole('alert')).toHaveCount(0)
  await expect(main).not.toContainText(/Call us|evil|<b>/)
})
