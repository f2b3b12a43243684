import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

test('the language can be switched, is kept, and speaks in errors, too', async ({ page }) => {
  await page.goto('/login?error=cancelled&next=%2Faccount')
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expect(page).toHaveURL(/\/login\?error=cancelled/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByRole('main').getByRole('status')).toHaveText(
    'Die Anmeldung wurde abgebrochen. Es wurde nichts geteilt.',
  )
  await expect(page.getByRole('main').getByRole('link', { name: /Google/ })).toHaveAttribute(
    'href',
    /next=%2Faccount/,
  )
  await page.goto('/')
  await expect(page.getByText('Sie sind nicht angemeldet.')).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByText('You are not signed in.')).toBeVisible()
})

test('a switch of the appearance shows at once, without losing what is typed, and is kept', async ({
  page,
  google: _,
}) => {
  await signIn(page, 'grace')
  await page.getByRole('searchbox').fill('wool')
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await background()
  const remembered = page.waitForResponse('**/preferences')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true')
  expect(await background()).not.toBe(light)
  await expect(page.getByRole('searchbox')).toHaveValue('wool')
  expect((await remembered).status()).toBe(204)
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await background()).not.toBe(light)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('language and appearance are chosen by plain forms', async ({ page }) => {
    await page.goto('/privacy')
    await page.getByRole('button', { name: 'Dark' }).click()
    await expect(page).toHaveURL('/privacy')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Datenschutz')
  })
})
