// Every way a sign-in or a session can fail, provoked as it happens, with the sentence a person reads and what is offered,
// in both languages. What is not said here is said where docs/testing.md points.
import type { Page } from '@playwright/test'
import { people, passGoogle } from '../support/e2e/local-google.ts'
import { LoginPage } from '../support/e2e/login-page.ts'
import { expireAccessToken, hasSession, refreshTokenOf } from '../support/e2e/session-cookies.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expireSessionTokens } from '../support/e2e/tabs.ts'
import { expect, test } from '../support/e2e/test.ts'
import { chooseLanguage, fixedWordsOf, languages, type Language } from '../support/e2e/words.ts'
import { sessionIdOf } from '../support/forge.ts'
import { queryDatabase } from '../support/query-database.ts'
import { findStack } from '../support/stack/from-environment.ts'

/** The page on display says the message in the language of the browser, then in each other one. */
async function expectSaid(page: Page, key: string): Promise<void> {
  const said = new Set<string>()
  for (const language of languages) {
    if (said.size > 0) await readIn(page, language)
    const pieces = fixedWordsOf(language, key)
    expect(pieces.join('').length, `${key} in ${language}`).toBeGreaterThan(10)
    for (const piece of pieces) await expect(page.getByRole('main')).toContainText(piece)
    said.add(pieces.join(' '))
  }
  expect(said.size, `${key} has a sentence of its own in each language`).toBe(languages.length)
  await readIn(page, 'en')
}

async function readIn(page: Page, language: Language): Promise<void> {
  await chooseLanguage(page, language)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

function loginMessage(page: Page): string {
  return `login.messages.${new URL(page.url()).searchParams.get('error')}`
}

test('cancelled at Google: a notice, the same account again or another one', async ({ page }) => {
  const login = new LoginPage(page)
  await page.goto('/account')
  await login.googleButton.click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(login.notice).toHaveText('Sign-in was cancelled. Nothing was shared.')
  await expect(login.alarm).toHaveCount(0)
  await expectSaid(page, 'login.messages.cancelled')
  await expect(login.googleButton).toHaveAttribute('href', /account=other/)
  await page.getByRole('link', { name: 'Try again with the same account' }).click()
  await passGoogle(page, 'grace')
  await expect(page).toHaveURL('/account')
})

test('a sign-in of another browser: the link is no good here, and one starts again', async ({
  page,
  openBrowser,
}) => {
  let callback = ''
  page.on('request', (request) => {
    if (request.url().includes('/auth/callback/google')) callback = request.url()
  })
  await signIn(page, 'grace')
  const elsewhere = await (await openBrowser()).newPage()
  await elsewhere.goto(callback)
  await expectSaid(elsewhere, 'login.messages.link_expired')
  expect(await hasSession(elsewhere.context())).toBe(false)
  await new LoginPage(elsewhere).signInAs('grace')
  await expect(elsewhere).toHaveURL('/products')
})

test('an account that was blocked: says which one, and offers another', async ({ page }) => {
  const login = new LoginPage(page)
  await login.open()
  await login.signInAs('wendy')
  await expect(page).toHaveURL('/products')
  await page.context().clearCookies()
  const block = (value: string) =>
    queryDatabase(findStack()!, `UPDATE users SET disabled_at = ${value} WHERE email = $1`, [
      people.wendy.email,
    ])
  await block('now()')
  try {
    await login.open()
    await login.signInAs('wendy')
    await expect(login.alarm).toContainText(people.wendy.email)
    await expectSaid(page, 'login.messages.account_disabled')
    await expect(login.reference).toBeVisible()
    await expect(login.googleButton).toHaveAttribute('href', /account=other/)
  } finally {
    await block('NULL')
  }
})

test('an account of another organisation: says which one, and lets its own in', async ({
  page,
  site,
}) => {
  await site!.restart({ AUTH_GOOGLE_HD: 'workspace.example.com' })
  try {
    const login = new LoginPage(page)
    await login.open()
    await login.signInAs('grace')
    await expect(login.alarm).toContainText(people.grace.email)
    await expectSaid(page, 'login.messages.domain_not_allowed')
    await login.signInAs('wendy')
    await expect(page).toHaveURL('/products')
  } finally {
    await site!.restart()
  }
})

test('an address that is not verified, or is another account’s: says which one', async ({
  page,
  openBrowser,
}) => {
  await signIn(await (await openBrowser()).newPage(), 'grace')
  const login = new LoginPage(page)
  for (const person of ['uma', 'imogen'] as const) {
    await login.open()
    await login.signInAs(person)
    await expect(login.alarm).toContainText(people[person].email)
    await expectSaid(page, loginMessage(page))
  }
})

test('Google in trouble at a sign-in: nobody is signed out, and trying again works', async ({
  page,
  google,
}) => {
  await google.failAt('token', 503)
  const login = new LoginPage(page)
  await login.open('next=/account')
  await login.signInAs('grace')
  await expectSaid(page, 'login.messages.provider_unavailable')
  await expect(login.reference).toBeVisible()
  await google.reset()
  await login.signInAs('grace')
  await expect(page).toHaveURL('/account')
})

test('the database in trouble at a sign-in: nobody is signed out, and trying again works', async ({
  page,
  database,
}) => {
  const login = new LoginPage(page)
  await login.open('next=/account')
  await login.googleButton.click()
  await database.impose({ down: true })
  await passGoogle(page, 'grace')
  await expect(page).toHaveURL(/\/login\?.*error=service_unavailable/)
  await expectSaid(page, 'login.messages.service_unavailable')
  await expect(login.reference).toBeVisible()
  await database.heal()
  await login.signInAs('grace')
  await expect(page).toHaveURL('/account')
})

test('the database in trouble while one is signed in: the page says so and keeps the session', async ({
  page,
  context,
  database,
  signedInAs,
  expectConsole,
}) => {
  await signedInAs('grace', '/account')
  const refreshToken = await refreshTokenOf(context)
  await expireAccessToken(context)
  await database.impose({ down: true })
  expectConsole(/status of 503 /)
  await page.goto('/account')
  await expectSaid(page, 'standalone.outage.text')
  await expect(page.getByText('Reference:')).toBeVisible()
  expect(await refreshTokenOf(context)).toBe(refreshToken)
  await database.heal()
  const account = page.getByRole('heading', { level: 1, name: 'Account' })
  const retry = page.getByRole('link', { name: 'Try again' })
  // The first connections after an outage may still fail.
  await expect(async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1_000 })
    await expect(account).toBeVisible({ timeout: 1_000 })
  }).toPass()
})

test.describe('a session that has ended', () => {
  /** Comes back to the page with a token that is no good any more, reads why, and goes on there. */
  async function expectTold(page: Page, expected: RegExp): Promise<void> {
    await expireAccessToken(page.context())
    await page.goto('/products?q=wool')
    await expect(page).toHaveURL(/\/login\?next=%2Fproducts%3Fq%3Dwool&error=session_/)
    const message = loginMessage(page)
    expect(message).toMatch(expected)
    await expectSaid(page, message)
    await new LoginPage(page).signInAs('charlie')
    await expect(page).toHaveURL('/products?q=wool')
  }

  test('after a long pause says so, and leads back', async ({ page, context }) => {
    await signIn(page, 'charlie')
    const sessionId = sessionIdOf((await refreshTokenOf(context))!)
    const overdue = `UPDATE sessions SET idle_expires_at = now() - interval '1 second' WHERE id = $1`
    await queryDatabase(findStack()!, overdue, [sessionId])
    await expectTold(page, /session_idle$/)
  })

  test('from another device says so, and leads back', async ({ page, openBrowser }) => {
    await signIn(page, 'charlie')
    const elsewhere = await (await openBrowser()).newPage()
    await signIn(elsewhere, 'charlie', '/account')
    await elsewhere.getByRole('button', { name: 'Sign out of all other sessions' }).click()
    await expect(elsewhere.getByText('All other sessions have been ended.')).toBeVisible()
    await expectTold(page, /session_revoked$/)
  })

  test('because a stolen token came back says so, and leads back', async ({
    page,
    context,
    openBrowser,
  }) => {
    await signIn(page, 'charlie')
    const stolen = await expireSessionTokens(context)
    await page.reload()
    await expireSessionTokens(context)
    const thief = await openBrowser()
    const origin = new URL(page.url()).origin
    const replay = await thief.request.post('/auth/refresh', {
      headers: { origin, cookie: `gatehouse-session=${stolen}` },
    })
    expect(replay.status()).toBe(401)
    await expectTold(page, /session_protected$/)
  })
})
