import type { Page } from '@playwright/test'
import { passGoogle, type Person } from './local-google.ts'
import { googleButton } from './sign-in.ts'

export class LoginPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1, name: 'Sign in' })
  }

  get googleButton() {
    return googleButton(this.page)
  }

  /** What is worth knowing and no fault: a cancelled sign-in, a session that has ended. */
  get notice() {
    return this.page.getByRole('main').getByRole('status').filter({ hasText: /\S/ })
  }

  /** What went wrong. */
  get alarm() {
    return this.page.getByRole('main').getByRole('alert')
  }

  get reference() {
    return this.page.getByRole('main').getByText('Reference:')
  }

  /** @param query e.g. `next=/account` or `error=cancelled` */
  open(query = '') {
    return this.page.goto(`/login${query && '?'}${query}`)
  }

  /** From here through Google and back. */
  async signInAs(person: Person): Promise<void> {
    await this.googleButton.click()
    await passGoogle(this.page, person)
  }
}
