import type { Page } from '@playwright/test'
import { passGoogle, type Person } from './local-google.ts'
import { wordsInAnyLanguage } from './words.ts'

export function googleButton(page: Page) {
  return page.getByRole('link', { name: wordsInAnyLanguage('login.button') })
}

/** Opens a protected page and signs in on the way, as a person does. Ends on that page. */
export async function signIn(page: Page, person: Person, path = '/products'): Promise<void> {
  await page.goto(path)
  await googleButton(page).click()
  await passGoogle(page, person)
  await page.waitForURL(path)
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign out', exact: true }).click()
}
