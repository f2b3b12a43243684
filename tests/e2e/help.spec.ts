import { expect, test } from '../support/e2e/test.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('somebody in trouble at the sign-in finds what to do, and a link leads into it', async ({
      page,
    }) => {
      await page.goto('/login')
      await page.getByRole('link', { name: 'Trouble signing in?' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trouble signing in?')
      const answer = page.getByText('Open this site in your browser')
      await expect(answer).toBeHidden()
      await page.getByText('Error 403: disallowed_useragent').click()
      await expect(answer).toBeVisible()

      await page.goto('/help#redirect_uri_mismatch')
      await expect(page.getByText('/auth/callback/google')).toBeInViewport()
      await expect(page.getByText('Google has told us so')).toBeHidden()
    })
  })

test.describe('in German', () => {
  test.use({ locale: 'de-DE' })

  test('the help speaks German', async ({ page }) => {
    await page.goto('/help')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Probleme bei der Anmeldung?')
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  })
})
