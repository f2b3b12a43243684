// The ways through the site with no pointer at all: every control is reached by Tab and worked by Enter or Space, and the
// focus is never lost with what it was on.
import type { Locator, Page } from '@playwright/test'
import { AccountPage } from '../support/e2e/account-page.ts'
import { consentHeading, people, type Person } from '../support/e2e/local-google.ts'
import { LoginPage } from '../support/e2e/login-page.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

const mostStops = 80

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < mostStops; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} is not reached by Tab`)
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

async function signInByKeyboard(page: Page, person: Person): Promise<void> {
  await press(page, new LoginPage(page).googleButton)
  await press(page, page.getByRole('button', { name: `Continue as ${people[person].name}` }))
  await page.waitForURL(({ pathname }) => /\/(consent|products)$/.test(pathname))
  if (await consentHeading(page).isVisible()) {
    await press(page, page.getByRole('button', { name: 'Allow' }))
  }
}

/** The focus is on something that is still there and can be seen. */
async function expectFocusKept(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const focused = document.activeElement
        return focused !== null && focused !== document.body && focused.checkVisibility()
      }),
    )
    .toBe(true)
}

test('one signs in, searches, keeps a favourite and signs out by keyboard alone', async ({
  page,
}) => {
  await page.goto('/login')
  await signInByKeyboard(page, 'wendy')
  const products = new ProductsPage(page)
  await expect(products.heading).toBeVisible()
  await tabTo(page, products.searchBox)
  await page.keyboard.type('wool')
  await expect(products.found('for “wool”')).toBeVisible()
  const favourite = products.cards.first().getByRole('button', { name: /^Favourite/ })
  const before = await favourite.getAttribute('aria-pressed')
  const saved = page.waitForResponse(/\/favourite$/)
  await press(page, favourite, 'Space')
  await saved
  await expect(favourite).not.toHaveAttribute('aria-pressed', before!)
  await expect(favourite).toBeFocused()
  await press(page, page.getByRole('banner').getByRole('button', { name: 'Sign out' }))
  await expect(new LoginPage(page).notice).toContainText('You are signed out.')
})

test('the skip link leads past the header, into what the page is about', async ({ page }) => {
  await page.goto('/login')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(new LoginPage(page).googleButton).toBeFocused()
})

test('a session is ended by keyboard alone, which is announced, and the focus goes on', async ({
  page,
  openBrowser,
}) => {
  await signIn(await (await openBrowser()).newPage(), 'wendy')
  await signIn(page, 'wendy', '/account')
  const account = new AccountPage(page)
  await press(page, account.endOtherSessions)
  await expect(account.sessions.getByRole('status')).toContainText(
    'All other sessions have been ended.',
  )
  await expectFocusKept(page)
})

test('a page that is opened in place is announced, and the focus is where one would look for it', async ({
  page,
  signedInAs,
}) => {
  await signedInAs('grace')
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Account' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  await expect(page.locator('next-route-announcer').getByRole('alert')).toContainText('Account')
  await expectFocusKept(page)
})

test('the appearance and the language are chosen by keyboard alone', async ({ page }) => {
  await page.goto('/privacy')
  await press(page, page.getByRole('button', { name: 'Dark' }))
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await press(page, page.getByRole('button', { name: 'Deutsch' }), 'Space')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})
