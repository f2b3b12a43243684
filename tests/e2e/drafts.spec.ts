// What somebody has typed: through a session's end, a sign-in in the same window and a reload, for that person alone.
import type { Page } from '@playwright/test'
import { letSessionIdle } from '../support/e2e/ended-session.ts'
import { holdScripts } from '../support/e2e/late-scripts.ts'
import { passGoogle, type Person } from '../support/e2e/local-google.ts'
import { ProductPage } from '../support/e2e/product-page.ts'
import { countRequests } from '../support/e2e/request-count.ts'
import { SessionEndedDialog } from '../support/e2e/session-ended-dialog.ts'
import { googleButton, signOut } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'
import { queryDatabase } from '../support/query-database.ts'
import { findStack } from '../support/stack/from-environment.ts'

interface Product {
  readonly id: string
  readonly slug: string
}

async function firstProduct() {
  const [product] = await queryDatabase<Product>(
    findStack()!,
    'SELECT id, slug FROM products ORDER BY name LIMIT 1',
  )
  return { address: `/products/${product!.slug}`, savesTo: `/api/products/${product!.id}/note` }
}

function noteOn(page: Page) {
  const { note: field, saveNote: save } = new ProductPage(page)
  return { field, save }
}

type SignIn = (person: Person, path: string) => Promise<Page>

/** Somebody at the note of the first product. */
async function openNote(signedInAs: SignIn, person: Person) {
  const product = await firstProduct()
  return { ...product, ...noteOn(await signedInAs(person, product.address)) }
}

function savedNotes(): Promise<{ text: string }[]> {
  return queryDatabase(findStack()!, 'SELECT text FROM notes ORDER BY text')
}

/** What the tab's storage holds for later. */
function storedDrafts(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.includes('draft')))
}

test.beforeEach(async ({ expectConsole }) => {
  expectConsole(/status of 401 /)
  await queryDatabase(findStack()!, 'DELETE FROM notes')
})

test('a note typed before the end of the session is saved exactly once after it', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  const { field, save, savesTo } = await openNote(signedInAs, 'grace')
  await field.fill('For Oma, "two" of them')
  await letSessionIdle(context)
  const saves = countRequests(context, 'PUT', savesTo)
  await save.click()
  const dialog = new SessionEndedDialog(page)
  await expect(dialog.box).toBeVisible()
  await expect(page.getByText('For Oma, "two" of them')).toBeVisible()
  expect(saves.count).toBe(0)
  const answered = page.waitForResponse(/\/note$/)
  await dialog.signInAs('grace')
  expect((await answered).status()).toBe(204)
  await expect(page.getByRole('status').filter({ hasText: 'The note is saved.' })).toBeVisible()
  expect(saves.count).toBe(1)
  expect(await savedNotes()).toEqual([{ text: 'For Oma, "two" of them' }])
  expect(await storedDrafts(page)).toEqual([])
  await page.reload()
  await expect(field).toHaveValue('For Oma, "two" of them')
})

test('a note is still there after a reload, and after a sign-in in the same window', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  const { address, field, save } = await openNote(signedInAs, 'grace')
  await field.fill('half a sent')
  await page.reload()
  await expect(field).toHaveValue('half a sent')
  await field.fill('half a sentence')
  await letSessionIdle(context)
  await save.click()
  await new SessionEndedDialog(page).signInHere.click()
  await expect(page.getByRole('main')).toContainText('away for a long time')
  await googleButton(page).click()
  await passGoogle(page, 'grace')
  await expect(page).toHaveURL(address)
  await expect(field).toHaveValue('half a sentence')
  expect(await savedNotes()).toEqual([])
  await save.click()
  await expect.poll(savedNotes).toEqual([{ text: 'half a sentence' }])
  await expect.poll(() => storedDrafts(page)).toEqual([])
})

test('a note typed before the page’s scripts have come is a draft like any other, and saved', async ({
  page,
  signedInAs,
}) => {
  const { address } = await firstProduct()
  await signedInAs('grace', '/account')
  const scripts = await holdScripts(page)
  await page.goto(address, { waitUntil: 'commit' })
  const { field, save } = noteOn(page)
  await field.pressSequentially('Typed early')
  scripts.letThrough()
  await expect(page.getByRole('status').filter({ hasText: 'Not saved yet.' })).toBeVisible()
  await save.click()
  await expect(page.getByRole('status').filter({ hasText: 'The note is saved.' })).toBeVisible()
  await expect(field).toHaveValue('Typed early')
  expect(await savedNotes()).toEqual([{ text: 'Typed early' }])
})

test('a note is nobody else’s, neither to send nor to read', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  const { address, field, save, savesTo } = await openNote(signedInAs, 'wendy')
  await field.fill('what Wendy typed')
  await letSessionIdle(context)
  const saves = countRequests(context, 'PUT', savesTo)
  await save.click()
  const window = await new SessionEndedDialog(page).openSignIn()
  await passGoogle(window, 'grace')
  await expect(new SessionEndedDialog(page).box).toHaveCount(0)
  await page.goto(address)
  await expect(field).toHaveValue('')
  expect(await storedDrafts(page)).toEqual([])
  expect(saves.count).toBe(0)
  expect(await savedNotes()).toEqual([])
})

test('a sign-out leaves no draft behind, in no tab', async ({
  page,
  context,
  signedInAs,
  google: _,
}) => {
  const { field } = await openNote(signedInAs, 'grace')
  await field.fill('not for the next one')
  expect(await storedDrafts(page)).toHaveLength(1)
  const other = await context.newPage()
  await other.goto('/products')
  await signOut(other)
  await expect(page).toHaveURL(/\/login/)
  expect(await storedDrafts(page)).toEqual([])
})

test('a note written offline is saved when the network is back', async ({
  page,
  context,
  expectConsole,
  signedInAs,
  google: _,
}) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED/)
  const { field, save } = await openNote(signedInAs, 'grace')
  await context.setOffline(true)
  await field.fill('written in a tunnel')
  await save.click()
  await expect(
    page.getByRole('main').getByRole('status').filter({ hasText: 'You are offline.' }),
  ).toBeVisible()
  await context.setOffline(false)
  await expect.poll(savedNotes).toEqual([{ text: 'written in a tunnel' }])
})
