import type { Page } from '@playwright/test'
import { AccountPage } from '../support/e2e/account-page.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectRefusedWithinASecond } from '../support/e2e/within-a-second.ts'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

function sessions(page: Page) {
  const account = new AccountPage(page)
  return {
    items: account.sessions.getByRole('listitem'),
    status: account.sessions.getByRole('status'),
    endPhone: account.endSession('Safari on iPhone'),
    endOthers: account.endOtherSessions,
  }
}

async function endEverythingElse(page: Page): Promise<void> {
  const { endOthers, items } = sessions(page)
  if (await endOthers.isVisible()) await endOthers.click()
  await expect(items).toHaveCount(1)
}

async function expectSignedOut(page: Page, words: string): Promise<void> {
  await expectRefusedWithinASecond(page)
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('one sees where one is signed in, ends one session, then all others', async ({
      page,
      openBrowser,
      google: _,
    }) => {
      await signIn(page, 'grace', '/account')
      await endEverythingElse(page)
      const phone = await (await openBrowser({ userAgent: iphone, javaScriptEnabled })).newPage()
      await signIn(phone, 'grace')
      const third = await (await openBrowser({ javaScriptEnabled })).newPage()
      await signIn(third, 'grace')

      // Not a reload, which would post the form again.
      await page.goto('/account')
      const { items, status, endPhone, endOthers } = sessions(page)
      await expect(items).toHaveCount(3)
      await expect(items.first()).toContainText('this device')
      await expect(items.first().getByRole('button')).toHaveCount(0)
      await endPhone.click()
      await expect(status).toHaveText('The session has been ended.')
      await expect(items).toHaveCount(2)
      await expectSignedOut(phone, 'This session was ended from elsewhere')

      await endOthers.click()
      await expect(status).toContainText('All other sessions have been ended.')
      await expect(items).toHaveCount(1)
      await expect(endOthers).toHaveCount(0)
      await expectSignedOut(third, 'This session was ended from elsewhere')
      await page.goto('/account')
      await expect(sessions(page).items).toHaveCount(1)
    })
  })
