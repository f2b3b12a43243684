import type { Page } from '@playwright/test'
import { AccountPage, calendar } from '../support/e2e/account-page.ts'
import { chooseAccount, passGoogle, type Person } from '../support/e2e/local-google.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

async function open(page: Page, person: Person = 'grace'): Promise<AccountPage> {
  await signIn(page, person, '/account')
  return new AccountPage(page)
}

test.beforeEach(({ google }) => google.forgetConsents())

test('one connects the calendar, sees the next events, and disconnects', async ({ page }) => {
  const account = await open(page)
  await expect(account.permission(calendar)).toContainText('Not connected')
  await expect(account.events).toContainText('Your calendar is not connected.')
  await account.connect(calendar, 'grace')
  await expect(account.permissions.getByRole('status')).toContainText('Connected.')
  await expect(account.permissions.getByRole('status')).toBeInViewport()
  await expect(account.permission(calendar)).toContainText('Connected')
  await expect(account.permission('Your contacts')).toContainText('Not connected')
  await expect(account.events.getByRole('listitem')).toHaveCount(5)
  await expect(account.events).toContainText('Design review')
  await account.disconnect()
  await expect(account.permissions.getByRole('status')).toBeInViewport()
  await expect(account.permission(calendar)).toContainText('Not connected')
  await expect(account.events).toContainText('Your calendar is not connected.')
})

test('one permission is kept when another one is added', async ({ page }) => {
  const account = await open(page)
  await account.connect(calendar, 'grace')
  await account.connect('Your contacts', 'grace')
  for (const name of [calendar, 'Your contacts'])
    await expect(account.permission(name)).toContainText('Connected')
  await expect(account.events.getByRole('listitem')).toHaveCount(5)
})

test('a consent without its box is told from a connection', async ({ page }) => {
  const account = await open(page)
  await account.permissions
    .getByRole('link', { name: new RegExp(`^Connect ?: ${calendar}$`) })
    .click()
  await chooseAccount(page, 'grace')
  await page.getByRole('checkbox').first().uncheck()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page).toHaveURL('/account?google=not_granted#google')
  await expect(account.permissions.getByRole('status')).toContainText('was left empty')
  await expect(account.permission(calendar)).toContainText('Not connected')
})

test('cancelling at Google changes nothing and says so', async ({ page }) => {
  const account = await open(page)
  await account.events.getByRole('link', { name: 'Connect your calendar' }).click()
  await chooseAccount(page, 'grace')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(account.permissions.getByRole('status')).toContainText('You cancelled at Google.')
  await expect(account.permission(calendar)).toContainText('Not connected')
})

test('access that was withdrawn at Google is noticed, and one reconnects', async ({
  page,
  google,
}) => {
  const account = await open(page)
  await account.connect(calendar, 'grace')
  await google.withdrawGrant('grace')
  await page.goto('/account')
  await expect(account.events).toContainText('Google access was removed.')
  await page.reload()
  await expect(account.permission(calendar)).toContainText('Google access was removed')
  await account.events.getByRole('link', { name: 'Reconnect your calendar' }).click()
  await passGoogle(page, 'grace')
  await expect(account.events.getByRole('listitem')).toHaveCount(5)
})

test('a word that no outcome has is shown to nobody', async ({ page }) => {
  const account = await open(page)
  await page.goto('/account?google=Call%20us')
  await expect(account.permissions.getByRole('status')).toHaveCount(0)
  await expect(page.getByRole('main')).not.toContainText('Call us')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one connects, sees the events, and disconnects', async ({ page }) => {
    const account = await open(page)
    await account.connect(calendar, 'grace')
    await account.events.getByRole('link', { name: 'Show the page with my events' }).click()
    await expect(account.events.getByRole('listitem')).toHaveCount(5)
    await account.disconnect()
    await expect(account.permission(calendar)).toContainText('Not connected')
  })
})
