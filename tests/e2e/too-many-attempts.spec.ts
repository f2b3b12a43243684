import { googleButton } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

const address = '/login?error=too_many_attempts&wait=6&next=%2Faccount'

test('after too many attempts the button enables itself when the seconds are over', async ({
  page,
  google: _,
}) => {
  await page.goto(address)
  const main = page.getByRole('main')
  await expect(main.getByRole('alert')).toHaveText('There were too many attempts.')
  await expect(main.getByRole('timer')).toHaveText(/^Try again in [1-6] s\.$/)
  const waiting = page.locator('[inert]')
  await expect(waiting.locator('a')).toHaveText('Sign in with Google')
  await googleButton(page).focus()
  await expect(googleButton(page), 'nobody can reach it').not.toBeFocused()
  await expect(main.getByRole('status')).toHaveText('You can try again now.', {
    timeout: 10_000,
  })
  await expect(waiting).toHaveCount(0)
  await expect(googleButton(page)).toHaveAttribute('href', '/auth/google/login?next=%2Faccount')
  await googleButton(page).click()
  await expect(page).not.toHaveURL(/\/login/)
})

test('a link cannot make the wait longer than a limit lasts', async ({ page }) => {
  await page.goto('/login?error=too_many_attempts&wait=9999')
  await expect(page.getByRole('timer')).toHaveText(/^Try again in (60|5\d) s\.$/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a sentence says how long to wait, and the button is there', async ({ page }) => {
    await page.goto(address)
    await expect(page.getByRole('timer')).toHaveText('Try again in 6 s.')
    await expect(googleButton(page)).toBeVisible()
  })
})
