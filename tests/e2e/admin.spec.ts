import type { Page } from '@playwright/test'
import { AdminPages } from '../support/e2e/admin-pages.ts'
import { passGoogle } from '../support/e2e/local-google.ts'
import { googleButton, signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectRefusedWithinASecond } from '../support/e2e/within-a-second.ts'

/** At the person's next step, within a second. */
async function expectSignedOut(page: Page): Promise<void> {
  await expectRefusedWithinASecond(page)
  const words = 'This session was ended from elsewhere'
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an administrator ends somebody’s session, blocks and unblocks them, and finds it in the log', async ({
      page,
      openBrowser,
      google: _,
    }) => {
      const other = await (await openBrowser({ javaScriptEnabled })).newPage()
      await signIn(other, 'charlie')
      await signIn(page, 'ada')
      await page.getByRole('banner').getByRole('link', { name: 'Admin' }).click()
      await expect(page).toHaveURL('/admin')
      await expect(page).toHaveTitle('Users · Gatehouse')

      const admin = new AdminPages(page)
      await admin.open('charlie')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('charlie@example.com')
      await admin.sessions
        .getByRole('button', { name: /^End the session on/ })
        .first()
        .click()
      await expect(admin.sessions.getByRole('status')).toHaveText('The session has been ended.')
      // An earlier test may have left more of them.
      const rest = admin.sessions.getByRole('button', { name: 'End all sessions' })
      if (await rest.isVisible()) await rest.click()
      await expect(admin.sessions).toContainText('This person is not signed in anywhere.')
      await expectSignedOut(other)

      await googleButton(other).click()
      await passGoogle(other, 'charlie')
      await expect(other).toHaveURL('/account')
      await admin.open('charlie')
      await admin.confirm('Block', 'charlie')
      await expect(admin.block.getByRole('status')).toHaveText(
        'The user has been blocked and signed out everywhere.',
      )
      await expect(page.getByText(/Blocked since/)).toBeVisible()
      await expectSignedOut(other)
      await googleButton(other).click()
      await passGoogle(other, 'charlie')
      await expect(
        other.getByText('charlie@example.com has been blocked on this site.'),
      ).toBeVisible()

      await page.goto('/admin?state=blocked&q=charlie')
      await page.getByRole('link', { name: 'charlie@example.com' }).click()
      await admin.confirm('Unblock', 'charlie')
      await expect(admin.block.getByRole('status')).toHaveText('The user may sign in again.')
      await signIn(other, 'charlie')

      await page.goto('/admin/audit')
      await page.getByLabel('User: e-mail address or ID').fill('charlie@example.com')
      await page.getByLabel('Event', { exact: true }).selectOption('user_disabled')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(admin.events.nth(1)).toContainText('User blocked')
      await expect(admin.events.nth(1)).toContainText('ada@example.com')
      await page.getByLabel('Event', { exact: true }).selectOption('session_revoked')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(admin.events.nth(1)).toContainText('user_blocked')
      await expect(admin.events.filter({ hasText: 'ended_by_admin' }).first()).toBeVisible()
    })
  })

test('for somebody else there is no such page, and nobody blocks themselves', async ({
  page,
  openBrowser,
  expectConsole,
  google: _,
}) => {
  await signIn(page, 'ada')
  const own = new AdminPages(page)
  await own.open('ada')
  await expect(own.block).toContainText('Nobody can block their own account')
  await expect(own.block.getByRole('button')).toHaveCount(0)
  const member = await (await openBrowser()).newPage()
  await signIn(member, 'grace')
  await expect(member.getByRole('banner').getByRole('link', { name: 'Admin' })).toHaveCount(0)
  expectConsole(/status of 404 .*\/admin/)
  for (const path of ['/admin', '/admin/audit', new URL(page.url()).pathname]) {
    expect((await member.goto(path))?.status()).toBe(404)
    await expect(member.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  }
})
