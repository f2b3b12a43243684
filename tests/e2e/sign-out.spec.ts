// Covers B15, H28.
import type { Page } from '@playwright/test'
import { passGoogle, people } from '../support/e2e/local-google.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { SessionEndedDialog } from '../support/e2e/session-ended-dialog.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { chooseLanguage, fixedWordsOf, languages, locales } from '../support/e2e/words.ts'
import {
  expectGoneWithinASecond,
  expectRefusedWithinASecond,
  noteSightsOf,
} from '../support/e2e/within-a-second.ts'

async function expectNothingPrivate(page: Page) {
  await expect(page).toHaveURL(/\/login/)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  expect(await page.content()).not.toContain(people.ada.email)
  await expect(new ProductsPage(page).cards).toHaveCount(0)
}

test('signing out in one tab is seen in the others within a second', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'ada')
  const account = await context.newPage()
  await account.goto('/account')
  const landing = await context.newPage()
  await landing.goto('/')
  await expect(landing.getByText(people.ada.email)).toBeVisible()
  for (const tab of [account, landing]) await noteSightsOf(tab, people.ada.email)
  await signOut(page)
  await page.waitForURL(/\/login/, { waitUntil: 'commit' })
  const signedOutMs = Date.now()
  await account.waitForURL('/login?next=%2Faccount&error=signed_out')
  await landing.getByText('You are not signed in.').waitFor()
  for (const tab of [account, landing]) expectGoneWithinASecond(tab, signedOutMs)
  await expectNothingPrivate(page)
  await expect(page.getByRole('main').getByRole('status')).toContainText('You are signed out.')
  await expectNothingPrivate(account)
  expect(await hasSession(context)).toBe(false)
})

for (const language of languages)
  test.describe(`in ${language}`, () => {
    test.use({ locale: locales[language] })

    test('signing out on a page that everybody may see stays there and says so once', async ({
      page,
      context,
      google: _,
    }) => {
      await signIn(page, 'grace', '/account')
      await page.goto('/help')
      const [words] = fixedWordsOf(language, 'common.signOut.done')
      const said = page.getByRole('status').filter({ hasText: words! })
      await page.getByRole('banner').getByRole('button').click()
      await expect(said).toBeVisible()
      await expect(page).toHaveURL('/help')
      expect(await hasSession(context)).toBe(false)
      await page.reload()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(said).toHaveCount(0)
    })
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('signing out on a page that everybody may see says so on the login page', async ({
    page,
    context,
    google: _,
  }) => {
    await signIn(page, 'grace', '/account')
    await page.goto('/')
    await signOut(page)
    await expect(page).toHaveURL('/login?error=signed_out')
    for (const language of languages) {
      await chooseLanguage(page, language)
      await page.reload()
      const [words] = fixedWordsOf(language, 'login.messages.signed_out')
      await expect(page.getByRole('main').getByRole('status')).toContainText(words!)
    }
    expect(await hasSession(context)).toBe(false)
  })
})

test('going back after a sign-out shows nothing private', async ({ page, google: _ }) => {
  await signIn(page, 'ada', '/account')
  await page.getByRole('link', { name: 'Products' }).click()
  await expect(new ProductsPage(page).heading).toBeVisible()
  await signOut(page)
  await expectNothingPrivate(page)
  await page.goBack()
  await expectNothingPrivate(page)
  await page.reload()
  await expectNothingPrivate(page)
})

test('a page left before the sign-out shows nothing private on the way back', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'ada', '/account')
  await page.goto('/privacy')
  const other = await context.newPage()
  await other.goto('/products')
  await signOut(other)
  await expectNothingPrivate(other)
  await page.goBack()
  await expectNothingPrivate(page)
})

test('signing out everywhere ends the session of another browser within a second', async ({
  page,
  openBrowser,
  google: _,
}) => {
  await signIn(page, 'ada', '/account')
  const elsewhere = await (await openBrowser()).newPage()
  await signIn(elsewhere, 'ada')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectNothingPrivate(page)
  await expectRefusedWithinASecond(elsewhere)
  await expectNothingPrivate(elsewhere)
})

test('a page of a session that was ended elsewhere says so and shows nothing more', async ({
  page,
  openBrowser,
  expectConsole,
  google: _,
}) => {
  await signIn(page, 'ada', '/account')
  const elsewhere = await (await openBrowser()).newPage()
  await signIn(elsewhere, 'ada')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectNothingPrivate(page)
  expectConsole(/status of 401 /)
  await new ProductsPage(elsewhere).searchBox.fill('wool')
  await expect(new SessionEndedDialog(elsewhere).box).toContainText('ended from elsewhere')
  await expect(new ProductsPage(elsewhere).heading).toBeHidden()
})

test('a sign-out that cannot reach the server says that nobody was signed out', async ({
  page,
  context,
  expectConsole,
  google: _,
}) => {
  await signIn(page, 'ada')
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  await context.setOffline(true)
  await signOut(page)
  await expect(
    page.getByRole('status').filter({ hasText: 'You are still signed in' }),
  ).toBeVisible()
  await context.setOffline(false)
  await signOut(page)
  await expectNothingPrivate(page)
})

test('a sign-in as somebody else reaches the tabs that are open', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'ada', '/account')
  const other = await context.newPage()
  await other.goto('/auth/google/login?next=/account')
  await passGoogle(other, 'grace')
  await expect(other).toHaveURL('/account')
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText(people.grace.email)
  expect(await page.content()).not.toContain(people.ada.email)
})
