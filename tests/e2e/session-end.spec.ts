// The end of a session under an open page: why, what stays, and how one goes on where one was.
// Covers H27.
import type { BrowserContext, Page } from '@playwright/test'
import { AccountPage } from '../support/e2e/account-page.ts'
import {
  endFromElsewhere,
  letSessionIdle,
  replayStolenCookie,
} from '../support/e2e/ended-session.ts'
import { expectAccessibleInAllLooks } from '../support/e2e/looks.ts'
import { people } from '../support/e2e/local-google.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { countRequests } from '../support/e2e/request-count.ts'
import { SessionEndedDialog } from '../support/e2e/session-ended-dialog.ts'
import { hasSession } from '../support/e2e/session-cookies.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import { comeBackTo, openTabs } from '../support/e2e/tabs.ts'
import { expect, test } from '../support/e2e/test.ts'
import {
  expectGoneWithinASecond,
  expectRefusedWithinASecond,
  expectSeenWithinASecond,
  noteSightsOf,
} from '../support/e2e/within-a-second.ts'

test.beforeEach(({ expectConsole }) => expectConsole(/status of 401 /))

function favouriteOf(page: Page) {
  return new ProductsPage(page).cards.first().getByRole('button', { name: /^Favourite/ })
}

/** The bearers of the favourites that a browser's tabs send: one entry a request. */
function recordFavourites(context: BrowserContext) {
  const bearers: (string | undefined)[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/favourite')) bearers.push(request.headers().authorization)
  })
  return bearers
}

const ends = [
  {
    what: 'idle',
    words: 'because you had been away for a long time',
    end: async (page: Page) => letSessionIdle(page.context()),
    isHidden: false,
  },
  {
    what: 'ended on another device',
    words: 'This session was ended from elsewhere',
    end: async (_: Page, elsewhere: BrowserContext) => endFromElsewhere(elsewhere, 'grace'),
    isHidden: true,
  },
  {
    what: 'stolen',
    words: 'This session was ended to protect your account.',
    end: replayStolenCookie,
    isHidden: true,
  },
]

for (const { what, words, end, isHidden } of ends)
  test(`a session that was ${what} is told of where one is, and what was asked for is done once`, async ({
    page,
    context,
    openBrowser,
    signedInAs,
    google: _,
  }) => {
    await signedInAs('grace')
    const favourite = favouriteOf(page)
    const wanted = (await favourite.getAttribute('aria-pressed')) === 'true' ? 'false' : 'true'
    await new ProductsPage(page).searchBox.fill('')
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    await end(page, await openBrowser())
    const bearers = recordFavourites(context)
    await favourite.click()
    const dialog = new SessionEndedDialog(page)
    await expect(dialog.box).toContainText(words)
    await expect(dialog.signIn).toBeFocused()
    await noteSightsOf(page, words)
    const heading = page.getByText('Products').first()
    await (isHidden ? expect(heading).toBeHidden() : expect(heading).toBeVisible())

    const answered = page.waitForResponse(/\/favourite$/)
    const window = await dialog.signInAs('grace')
    await expect(window.getByText('You can close this window.')).toBeVisible()
    const signedInMs = Date.now()
    await expect(dialog.box).toBeHidden()
    expectGoneWithinASecond(page, signedInMs)
    expect((await answered).status()).toBe(204)
    await expect(favourite).toHaveAttribute('aria-pressed', wanted)
    await expect(favourite).toBeFocused()
    await expect(page.getByRole('status').filter({ hasText: 'signed in again' })).toBeAttached()
    expect(await page.evaluate(() => 'isSamePage' in globalThis), 'no reload').toBe(true)
    // Refused once at most, and sent once with the new session's token.
    expect(new Set(bearers).size).toBe(bearers.length)
    expect(bearers.length).toBeLessThanOrEqual(2)
    await page.reload()
    await expect(favourite).toHaveAttribute('aria-pressed', wanted)
  })

test('somebody else who signs in gets a page of their own, and nothing is done in their name', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await signedInAs('wendy')
  await letSessionIdle(context)
  const bearers = recordFavourites(context)
  await favouriteOf(page).click()
  const dialog = new SessionEndedDialog(page)
  await expect(dialog.box).toBeVisible()
  const reloaded = page.waitForEvent('load')
  await dialog.signInAs('grace')
  await reloaded
  await expect(dialog.box).toHaveCount(0)
  await page.goto('/account')
  await expect(page.getByText(people.grace.email).first()).toBeVisible()
  expect(bearers).toEqual([])
})

test('every tab tells of the end and of the sign-in within a second', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace')
  const tabs = await openTabs(context, page, 3)
  const dialogs = tabs.map((tab) => new SessionEndedDialog(tab))
  for (const tab of tabs) await noteSightsOf(tab, 'because you had been away')
  await letSessionIdle(context)
  await favouriteOf(page).click()
  for (const { box } of dialogs) await expect(box).toContainText('away')
  expectSeenWithinASecond(tabs)
  await dialogs[2]!.signInAs('grace')
  const signedInMs = Date.now()
  for (const { box } of dialogs) await expect(box).toBeHidden()
  for (const tab of tabs) expectGoneWithinASecond(tab, signedInMs)
  for (const tab of tabs) await expect(tab).toHaveURL('/products')
})

test('a tab that was sent to the sign-in page says why in the others, too', async ({
  page,
  context,
  openBrowser,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace')
  const [, other] = await openTabs(context, page, 2)
  await endFromElsewhere(await openBrowser(), 'grace')
  await expectRefusedWithinASecond(other!)
  await expect(other!).toHaveURL(/error=session_revoked/)
  await expect(new SessionEndedDialog(page).box).toContainText('from elsewhere')
})

test('a link followed after the end leads to a sign-in page that offers no more to sign out', async ({
  page,
  openBrowser,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace')
  await endFromElsewhere(await openBrowser(), 'grace')
  const header = page.getByRole('banner')
  const account = header.getByRole('link', { name: 'Account' })
  // Within the second until every replica knows, the page is still answered. Once it is refused, the link is gone.
  await expect(async () => {
    if (await account.isVisible()) await account.click({ timeout: 1_000 })
    await expect(page).toHaveURL(/\/login\?.*error=session_revoked/, { timeout: 2_000 })
  }).toPass({ timeout: 15_000 })
  await expect(header.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(header.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await expect(page.getByRole('main').getByRole('status')).toContainText('ended from elsewhere')
})

test('without messages between the tabs, coming back to the page is enough', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await context.addInitScript(() => {
    delete (window as { BroadcastChannel?: unknown }).BroadcastChannel
  })
  await signedInAs('grace')
  await letSessionIdle(context)
  await favouriteOf(page).click()
  const dialog = new SessionEndedDialog(page)
  await dialog.signInAs('grace')
  await expect(dialog.box).toBeVisible()
  await comeBackTo(page)
  await expect(dialog.box).toBeHidden()
})

test('the dialog is read, walked through and left by keyboard alone', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace')
  await letSessionIdle(context)
  await favouriteOf(page).focus()
  await page.keyboard.press('Enter')
  const { box, signIn, signInHere } = new SessionEndedDialog(page)
  await expect(signIn).toBeFocused()
  await expect(box).toHaveAccessibleDescription(/away for a long time.*Nothing you typed is lost/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(signInHere).toBeFocused()
  // Beyond the last link is the browser itself, and never the page beneath.
  await page.keyboard.press('Tab')
  const isBeneath = () =>
    page.evaluate(() => !document.activeElement?.closest('dialog, :not(body *)'))
  expect(await isBeneath()).toBe(false)
  await signInHere.focus()
  await expectAccessibleInAllLooks(page, 'the end of an idle session')
  await signInHere.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/login\?next=%2Fproducts&error=session_idle/)
  expect(await hasSession(context)).toBe(false)
})

test('a hidden page is in no picture, no search and no accessibility tree', async ({
  page,
  openBrowser,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace', '/account')
  await endFromElsewhere(await openBrowser(), 'grace')
  const dialog = new SessionEndedDialog(page)
  await expect(async () => {
    await comeBackTo(page)
    await expect(dialog.box).toBeVisible({ timeout: 200 })
  }).toPass()
  for (const shown of await page.getByText(people.grace.email).all())
    await expect(shown).toBeHidden()
  expect(await page.locator('body').innerText()).not.toContain(people.grace.email)
  expect(await page.locator('body').ariaSnapshot()).not.toContain(people.grace.email)
  await expectAccessibleInAllLooks(page, 'the end of a revoked session')
})

test('one’s own sign-out in another tab leads to the sign-in page, without any dialog', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await signedInAs('grace')
  const [, other] = await openTabs(context, page, 2)
  await letSessionIdle(context)
  await favouriteOf(page).click()
  await expect(new SessionEndedDialog(page).box).toBeVisible()
  await new SessionEndedDialog(other!).signInAs('grace')
  await expect(new SessionEndedDialog(other!).box).toBeHidden()
  await signOut(other!)
  for (const tab of [page, other!]) await expect(tab).toHaveURL(/\/login\?.*error=signed_out/)
})

test('a form that no script sends waits for the sign-in, too, and is sent once', async ({
  page,
  context,
  openBrowser,
  signedInAs,
  google: _,
}) => {
  await signIn(await (await openBrowser()).newPage(), 'charlie')
  await signedInAs('charlie', '/account')
  const account = new AccountPage(page)
  await letSessionIdle(context)
  const posts = countRequests(context, 'POST', '/account')
  await account.endOtherSessions.click()
  const dialog = new SessionEndedDialog(page)
  await expect(dialog.box).toBeVisible()
  expect(posts.count).toBe(0)
  await dialog.signInAs('charlie')
  await expect(account.sessions.getByRole('status')).toContainText(
    'All other sessions have been ended.',
  )
  expect(posts.count).toBe(1)
})

test('what was typed to confirm a deletion is still there, and is obeyed after the sign-in', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  await signedInAs('charlie', '/account/delete')
  await page.getByRole('textbox').fill(people.charlie.email)
  await letSessionIdle(context)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = new SessionEndedDialog(page)
  await expect(dialog.box).toBeVisible()
  await expect(page.locator('input[name=email]')).toHaveValue(people.charlie.email)
  await dialog.signInAs('charlie')
  await expect(page).toHaveURL(/\/login\?error=account_deleted/)
})
