import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

test('what happens elsewhere is told under the security activity, and who ended it', async ({
  page,
  openBrowser,
  google: _,
}) => {
  await signIn(page, 'wendy', '/account')
  const activity = page.getByRole('region', { name: 'Recent security activity' })
  await expect(activity.getByRole('listitem').first()).toContainText('Signed in')
  await expect(activity.getByRole('listitem').first()).toContainText('on this device')

  const phone = await (await openBrowser({ userAgent: iphone })).newPage()
  await signIn(phone, 'wendy')
  await page.goto('/account')
  await expect(activity.getByRole('listitem').first()).toContainText('Signed in')
  await expect(activity.getByRole('listitem').first()).toContainText('Safari on iPhone')
  await expect(activity.getByRole('listitem').first()).not.toContainText('on this device')

  const sessions = page.getByRole('region', { name: 'Your sessions' })
  await sessions.getByRole('button', { name: 'End the session on Safari on iPhone' }).click()
  await expect(sessions.getByRole('status')).toHaveText('The session has been ended.')
  await expect(sessions.getByRole('status')).toBeFocused()
  const ended = activity.getByRole('listitem').first()
  await expect(ended).toContainText('You ended the session of another device')
  await expect(ended).toContainText('Safari on iPhone · by this device')

  await page.goto('/account/activity')
  const all = page.getByRole('main').getByRole('listitem')
  await expect(all.first()).toContainText('You ended the session of another device')
  await page.goto('/account/activity?before=1_0190f3a1-0000-7000-8000-000000000001')
  await expect(page.getByRole('main')).toContainText('There is nothing older.')
})

test.describe('in German', () => {
  test.use({ locale: 'de-DE' })

  test('the account speaks German, its times and devices too', async ({ page, google: _ }) => {
    await page.goto('/account')
    await page.getByRole('link', { name: 'Über Google anmelden' }).click()
    await page.getByRole('button', { name: 'Continue as Wendy Workspace' }).click()
    await page.waitForURL('/account')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Konto')
    const sessions = page.getByRole('region', { name: 'Ihre Sitzungen' })
    await expect(sessions.getByRole('listitem').first()).toContainText('Chrome auf')
    await expect(sessions.getByRole('listitem').first()).toContainText('dieses Gerät')
    const activity = page.getByRole('region', { name: 'Letzte Sicherheitsereignisse' })
    await expect(activity.getByRole('listitem').first()).toContainText('Angemeldet')
    await expect(activity.getByRole('listitem').first()).toContainText(
      /Chrome auf \w+ · auf diesem/,
    )
    await expect(page.getByRole('main')).toContainText('innerhalb von 7 Tagen')
    await expect(page.getByRole('main')).not.toContainText('Signed in')
  })
})
