import type { Page } from '@playwright/test'
import { AccountPage, calendar } from '../support/e2e/account-page.ts'
import type { Person } from '../support/e2e/local-google.ts'
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

const otherDevices = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
]

async function signInOnOtherDevices(page: Page, person: Person) {
  const { origin: baseURL } = new URL(page.url())
  for (const userAgent of otherDevices) {
    const context = await page.context().browser()!.newContext({ baseURL, userAgent })
    await signIn(await context.newPage(), person)
    await context.close()
  }
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
      await page.goto('/')
      await signInOnOtherDevices(page, 'wendy')
      await signIn(page, 'wendy', '/account')
      await new AccountPage(page).sessions.scrollIntoViewIfNeeded()
    },
  },
  { name: 'admin-light', scheme: 'light', open: (page) => signIn(page, 'ada', '/admin') },
]
