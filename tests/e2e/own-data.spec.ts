import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { people } from '../support/e2e/local-google.ts'
import { expireAccessToken, hasSession } from '../support/e2e/session-cookies.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { expectRefusedWithinASecond } from '../support/e2e/within-a-second.ts'

const gone = 'Your account has been deleted'

async function openDeletion(page: Page) {
  await page.getByRole('link', { name: 'Delete my account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Delete your account' })).toBeVisible()
}

async function confirm(page: Page, typed: string) {
  await page.getByRole('textbox', { name: 'To confirm, type' }).fill(typed)
  await page.getByRole('button', { name: 'Delete my account' }).click()
}

async function download(page: Page): Promise<Record<string, unknown>> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download my data' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^gatehouse-\d{4}-\d\d-\d\d\.json$/)
  return JSON.parse(await readFile(await file.path(), 'utf8')) as Record<string, unknown>
}

test('one downloads one’s data, also once the access token has expired', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'grace', '/account')
  expect(await download(page)).toMatchObject({ profile: { email: people.grace.email } })
  await expireAccessToken(context)
  expect(await download(page)).toMatchObject({ profile: { email: people.grace.email } })
  await expect(page).toHaveURL('/account')
})

test('one deletes the account, and every tab and browser learns of it', async ({
  page,
  context,
  openBrowser,
  expectConsole,
  google: _,
}) => {
  // The other tab asks the server whether its session is over.
  expectConsole(/status of 401 .*\/auth\/refresh/)
  await signIn(page, 'charlie', '/account')
  const tab = await context.newPage()
  await tab.goto('/account')
  const elsewhere = await (await openBrowser()).newPage()
  await signIn(elsewhere, 'charlie', '/account')
  await openDeletion(page)
  await confirm(page, people.charlie.email)
  await expect(page.getByRole('status').filter({ hasText: gone })).toBeVisible()
  expect(await hasSession(context)).toBe(false)
  await expect(tab).toHaveURL(/\/login/)
  await expectRefusedWithinASecond(elsewhere)
  await page.goBack()
  await expect(page).toHaveURL(/\/login/)
  expect(await page.content()).not.toContain(people.charlie.email)
})

test('an account is deleted while Google is out of reach, and one is told what to do there', async ({
  page,
  google,
}) => {
  await signIn(page, 'charlie', '/account/delete')
  await google.failAt('revoke', 503)
  await confirm(page, people.charlie.email)
  const notice = page.getByRole('status').filter({ hasText: gone })
  await expect(notice).toContainText('Google could not be told')
})

test('what is typed must be the address of the account', async ({ page, google: _ }) => {
  await signIn(page, 'charlie', '/account')
  await openDeletion(page)
  await confirm(page, 'somebody@example.com')
  const field = page.getByRole('textbox', { name: 'To confirm, type' })
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing was deleted')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/not the address of this account/)
  await page.getByRole('link', { name: 'Keep it' }).click()
  await expect(page).toHaveURL('/account')
})

test('a deletion is passed by keyboard alone', async ({ page, google: _ }) => {
  await signIn(page, 'charlie', '/account/delete')
  const field = page.getByRole('textbox', { name: 'To confirm, type' })
  await field.focus()
  await page.keyboard.type(people.charlie.email)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Delete my account' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: gone })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one downloads one’s data', async ({ page, google: _ }) => {
    await signIn(page, 'grace', '/account')
    expect(await download(page)).toMatchObject({ profile: { email: people.grace.email } })
  })

  test('one deletes the account, also once the access token has expired, and comes back as somebody new', async ({
    page,
    context,
    google: _,
  }) => {
    await signIn(page, 'charlie', '/account')
    const { profile } = (await download(page)) as { profile: { id: string } }
    await openDeletion(page)
    await expireAccessToken(context)
    await confirm(page, people.charlie.email)
    await expect(page.getByRole('main').getByRole('status')).toContainText(gone)
    expect(await hasSession(context)).toBe(false)
    await signIn(page, 'charlie', '/account')
    const again = (await download(page)) as { profile: { id: string } }
    expect(again.profile.id).not.toBe(profile.id)
  })
})
