import type { Page } from '@playwright/test'
import { AccountPage, calendar } from '../support/e2e/account-page.ts'
import { signIn } from '../support/e2e/sign-in.ts'

export interface Picture {
  /** Of the file, without its ending. */
  readonly name: string
  readonly scheme: 'light' | 'dark'
  readonly isPhone?: boolean
  readonly open: (page: Page) => Promise<unknown>
}

async function openConnectedAccount(page: Page) {
  await signIn(page, 'grace', '/account')
  const account = new AccountPage(page)
  await account.connect(calendar, 'grace')
  await page.goto('/account')
  await account.events.getByRole('listitem').first().waitFor()
}

export const pictures: readonly Picture[] = [
  { name: 'landing-light', scheme: 'light', open: (page) => page.goto('/') },
  { name: 'landing-dark', scheme: 'dark', open: (page) => page.goto('/') },
  { name: 'login-light', scheme: 'light', open: (page) => page.goto('/login') },
  { name: 'login-phone', scheme: 'dark', isPhone: true, open: (page) => page.goto('/login') },
  { name: 'products-light', scheme: 'light', open: (page) => signIn(page, 'grace') },
  { name: 'products-dark', scheme: 'dark', open: (page) => signIn(page, 'grace') },
  { name: 'products-phone', scheme: 'light', isPhone: true, open: (page) => signIn(page, 'grace') },
  { name: 'account-light', scheme: 'light', open: openConnectedAccount },
  {
    name: 'sessions-dark',
    scheme: 'dark',
    async open(page) {
      await signIn(page, 'grace', '/account')
      await new AccountPage(page).sessions.scrollIntoViewIfNeeded()
    },
  },
  { name: 'admin-light', scheme: 'light', open: (page) => signIn(page, 'ada', '/admin') },
]
