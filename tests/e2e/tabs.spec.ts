// The tabs of one browser: one renewal for all of them, and no two of them of different minds for long.
// Covers H4, H27, H28.
import type { BrowserContext, Page } from '@playwright/test'
import { passGoogle, people } from '../support/e2e/local-google.ts'
import { apiRequests } from '../support/e2e/page-session.ts'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { countRenewals } from '../support/e2e/request-count.ts'
import { renewalsDuring } from '../support/e2e/server-count.ts'
import { expireAccessToken, hasSession, refreshTokenOf } from '../support/e2e/session-cookies.ts'
import { ageBeyondGrace, hasRotatedOnce } from '../support/e2e/session-row.ts'
import { SessionEndedDialog } from '../support/e2e/session-ended-dialog.ts'
import { signIn, signOut } from '../support/e2e/sign-in.ts'
import {
  comeBackTo,
  expireSessionTokens,
  openTabs,
  withoutTabFeatures,
} from '../support/e2e/tabs.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectGoneWithinASecond, noteSightsOf } from '../support/e2e/within-a-second.ts'

const tabCount = 5
const requestsPerTab = 10
const allAnswered = Array<number>(requestsPerTab).fill(200)

async function expectAllAnswered(tabs: Page[]) {
  const statuses = await Promise.all(tabs.map((tab) => apiRequests(tab, requestsPerTab)))
  expect(statuses).toEqual(tabs.map(() => allAnswered))
}

test('five tabs with ten requests each renew exactly once, as the server counts', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('grace')
  const tabs = await openTabs(context, page, tabCount)
  const before = await expireSessionTokens(context)
  const asked = countRenewals(context)
  expect(await renewalsDuring(() => expectAllAnswered(tabs))).toBe(1)
  expect(asked.count).toBe(1)
  expect(await hasRotatedOnce(before)).toBe(true)
})

test('a laptop that wakes after an hour with five tabs renews once, and nobody is signed out', async ({
  page,
  context,
  signedInAs,
}) => {
  await context.clock.install()
  await signedInAs('grace')
  const tabs = await openTabs(context, page, tabCount)
  await expectAllAnswered(tabs)
  const before = await expireSessionTokens(context)
  const renewals = await renewalsDuring(async () => {
    await context.clock.fastForward('01:00:00')
    await Promise.all(tabs.map(comeBackTo))
    await expectAllAnswered(tabs)
  })
  expect(renewals).toBe(1)
  expect(await hasRotatedOnce(before)).toBe(true)
  for (const tab of tabs) await expect(tab).toHaveURL('/products')
})

test('waking offline signs nobody out, and back online one renewal serves every tab', async ({
  page,
  context,
  expectConsole,
  signedInAs,
}) => {
  await context.clock.install()
  await signedInAs('grace')
  const tabs = await openTabs(context, page, tabCount)
  await expectAllAnswered(tabs)
  await ageBeyondGrace(context)
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  await context.setOffline(true)
  await context.clock.fastForward('01:00:00')
  await Promise.all(tabs.map(comeBackTo))
  const failed = await Promise.all(tabs.map((tab) => apiRequests(tab, 2)))
  expect(failed.flat()).toEqual(Array(2 * tabCount).fill('SessionUnavailableError'))
  const renewals = await renewalsDuring(async () => {
    await context.setOffline(false)
    await expectAllAnswered(tabs)
  })
  expect(renewals).toBe(1)
  for (const tab of tabs) await expect(tab).toHaveURL('/products')
})

for (const status of [503, 429]) {
  test(`a ${status} to the renewal is waited out as long as Retry-After asks, and signs nobody out`, async ({
    page,
    context,
    expectConsole,
    signedInAs,
  }) => {
    await signedInAs('grace')
    const tabs = await openTabs(context, page, tabCount)
    await expireAccessToken(context)
    const askedAt: number[] = []
    await context.route('**/auth/refresh', async (route) => {
      askedAt.push(Date.now())
      if (askedAt.length > 1) return route.continue()
      await route.fulfill({ status, headers: { 'retry-after': '2' }, body: '{}' })
    })
    expectConsole(new RegExp(`status of ${status} .*/auth/refresh`))
    for (const tab of tabs) await new ProductsPage(tab).searchBox.fill('wool')
    await Promise.all(
      tabs.map((tab) => expect(new ProductsPage(tab).found('for “wool”')).toBeVisible()),
    )
    expect(askedAt).toHaveLength(2)
    expect(askedAt[1]! - askedAt[0]!).toBeGreaterThanOrEqual(2_000)
  })
}

test('a browser without Web Locks and BroadcastChannel renews at most once a tab', async ({
  page,
  context,
  signedInAs,
}) => {
  await withoutTabFeatures(context)
  await signedInAs('grace')
  const tabs = await openTabs(context, page, tabCount)
  const before = await expireSessionTokens(context)
  const asked = countRenewals(context)
  await expectAllAnswered(tabs)
  // Not counted in the database: the one of two that comes second there asks a second time.
  expect(asked.count).toBeGreaterThan(0)
  expect(asked.count).toBeLessThanOrEqual(tabCount)
  expect(await hasRotatedOnce(before)).toBe(true)
})

test('a cold page with an expired token and its nested requests rotate the session once', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('grace')
  const before = await expireSessionTokens(context)
  await page.goto('/account')
  expect(await apiRequests(page, 5)).toEqual([200, 200, 200, 200, 200])
  expect(await hasRotatedOnce(before)).toBe(true)
  expect(await refreshTokenOf(context)).not.toBe(before)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText(people.grace.email)
})

/** When the server first answered a tab's question who is signed in, as the epoch has it; to be called before it asks. */
function noteFirstAnswer(tab: Page): () => number {
  let answeredMs: number | undefined
  tab.on('response', (response) => {
    if (new URL(response.url()).pathname === '/auth/refresh') answeredMs ??= Date.now()
  })
  return () => {
    expect(answeredMs, 'the tab has asked').toBeDefined()
    return answeredMs!
  }
}

test('a sign-in as somebody else hides the former user in every tab within a second of its knowing', async ({
  page,
  context,
  signedInAs,
}) => {
  await signedInAs('ada', '/account')
  const tabs = [page, await context.newPage(), await context.newPage()]
  for (const tab of tabs.slice(1)) await tab.goto('/account')
  for (const tab of tabs) await noteSightsOf(tab, people.ada.email)
  // The tabs hear of another user at once and ask the server, each in its turn.
  const firstAnswers = tabs.map(noteFirstAnswer)
  const other = await context.newPage()
  await other.goto('/auth/google/login?next=/account')
  await passGoogle(other, 'grace')
  const profile = (tab: Page) => tab.getByRole('region', { name: 'Profile' })
  await expect(profile(other)).toContainText(people.grace.email)
  for (const [index, tab] of tabs.entries()) {
    await expect(profile(tab)).toContainText(people.grace.email)
    await expect(tab.getByText(people.ada.email).filter({ visible: true })).toHaveCount(0)
    expectGoneWithinASecond(tab, firstAnswers[index]!())
  }
})

test('a session ended on another device is noticed on coming back, and by all tabs', async ({
  page,
  context,
  openBrowser,
  expectConsole,
  signedInAs,
}) => {
  await signedInAs('ada', '/account')
  const other = await context.newPage()
  await other.goto('/products')
  const elsewhere = await (await openBrowser()).newPage()
  await signIn(elsewhere, 'ada', '/account')
  await elsewhere.getByRole('button', { name: 'Sign out everywhere' }).click()
  await elsewhere.waitForURL(/\/login/)
  expectConsole(/status of 401 /)
  await comeBackTo(page)
  await Promise.all(
    [page, other].map((tab) =>
      expect(new SessionEndedDialog(tab).box).toContainText('from elsewhere'),
    ),
  )
  for (const tab of [page, other])
    expect(await tab.locator('body').innerText()).not.toContain(people.ada.email)
})

test.describe('another user who signs in in another tab', () => {
  test.beforeEach(async ({ page, context, expectConsole, signedInAs }) => {
    // The hardest case: no message between the tabs tells of it.
    await withoutTabFeatures(context)
    // Ada's own token is refused, for her session ended with the other sign-in; and so is her sign-out.
    expectConsole(/status of (401|409) /)
    await signedInAs('ada')
    expect(await apiRequests(page, 1)).toEqual([200])
  })

  async function switchToGrace(context: BrowserContext) {
    const other = await context.newPage()
    await other.goto('/auth/google/login?next=/account')
    await passGoogle(other, 'grace')
    await expect(other).toHaveURL('/account')
    return other
  }

  test('is never acted for by a tab that shows the first', async ({ page, context }) => {
    const other = await switchToGrace(context)
    const { sub: grace } = await subjectIn(other)
    const subjects: unknown[] = []
    page.on('request', (request) => {
      const { authorization } = request.headers()
      if (authorization) subjects.push(toClaims(authorization).sub)
    })
    // The page may be loaded anew before its answer is read; then nothing was answered at all.
    await apiRequests(page, 3).catch(() => [])
    await expect(page.getByText(people.ada.email)).toHaveCount(0)
    expect(subjects.length).toBeGreaterThan(0)
    expect(subjects).not.toContain(grace)
  })

  test('is not signed out by it', async ({ page, context }) => {
    const other = await switchToGrace(context)
    await signOut(page)
    await page.waitForEvent('load')
    expect(await hasSession(context)).toBe(true)
    await other.reload()
    await expect(other.getByRole('region', { name: 'Profile' })).toContainText(people.grace.email)
  })

  test('is shown as soon as somebody comes back to it', async ({ page, context }) => {
    await page.goto('/account')
    await switchToGrace(context)
    await comeBackTo(page)
    await expect(page.getByRole('region', { name: 'Profile' })).toContainText(people.grace.email)
    expect(await page.content()).not.toContain(people.ada.email)
  })
})

function toClaims(authorization: string): { sub?: unknown } {
  const [, payload] = authorization.split('.')
  return JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { sub?: unknown }
}

/** Whom a tab's own requests speak for. */
async function subjectIn(page: Page): Promise<{ sub?: unknown }> {
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.headers().authorization !== undefined),
    apiRequests(page, 1),
  ])
  return toClaims(request.headers().authorization!)
}
