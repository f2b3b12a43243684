// How the main states look, compared with the pictures beside this file. Only what is the same each time is on them: the
// fonts come with the site, the products from the seed, and what tells a time or a device is covered.
import type { Page } from '@playwright/test'
import { AccountPage } from '../support/e2e/account-page.ts'
import { expect, test } from '../support/e2e/test.ts'

// What the pictures were taken with. Another browser draws letters a little differently: then more may differ, and the
// test says so. To take them anew, see docs/testing.md.
const takenWith = { chromium: 156, platform: 'linux' }

interface Look {
  readonly name: string
  readonly scheme?: 'dark'
  readonly isPhone?: boolean
  readonly open: (
    page: Page,
    signedInAs: (person: 'ada', path: string) => Promise<Page>,
  ) => Promise<unknown>
}

const looks: readonly Look[] = [
  { name: 'landing', open: (page) => page.goto('/') },
  { name: 'landing-dark', scheme: 'dark', open: (page) => page.goto('/') },
  { name: 'landing-phone', isPhone: true, open: (page) => page.goto('/') },
  { name: 'login', open: (page) => page.goto('/login') },
  { name: 'login-dark', scheme: 'dark', open: (page) => page.goto('/login?error=sign_in_failed') },
  { name: 'products', open: (_, signedInAs) => signedInAs('ada', '/products') },
  {
    name: 'products-phone-dark',
    isPhone: true,
    scheme: 'dark',
    open: (_, signedInAs) => signedInAs('ada', '/products'),
  },
  { name: 'account', open: (_, signedInAs) => signedInAs('ada', '/account') },
  { name: 'outage', open: (page) => page.goto('/outage') },
]

for (const { name, scheme, isPhone, open } of looks) {
  test.describe(name, () => {
    test.use({
      colorScheme: scheme ?? 'light',
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 840 },
    })

    test('looks as it did', async ({ page, signedInAs, expectConsole, browser }) => {
      expectConsole(/status of 503 .*\/outage/)
      await open(page, signedInAs)
      await page.evaluate(() => document.fonts.ready)
      await expect(page).toHaveScreenshot(`${name}.png`, {
        animations: 'disabled',
        maxDiffPixelRatio: isTakenWith(browser.version()) ? 0.002 : 0.05,
        mask: [page.locator('time, code'), new AccountPage(page).sessions.getByRole('listitem')],
      })
    })
  })
}

function isTakenWith(version: string): boolean {
  const isSame =
    process.platform === takenWith.platform && parseInt(version, 10) === takenWith.chromium
  if (!isSame) {
    const taken = `Chromium ${takenWith.chromium} on ${takenWith.platform}`
    console.log(`\nThe pictures are of ${taken}, this is ${version}: compared less strictly.`)
  }
  return isSame
}
