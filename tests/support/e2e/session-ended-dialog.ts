// What a protected page shows once its session has ended, and the ways on from there.
import type { Page } from '@playwright/test'
import { passGoogle, type Person } from './local-google.ts'

export class SessionEndedDialog {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get box() {
    return this.page.getByRole('alertdialog', { name: 'Your session has ended' })
  }

  get signIn() {
    return this.box.getByRole('link', { name: 'Sign in using a new window' })
  }

  get signInHere() {
    return this.box.getByRole('link', { name: 'Sign in here instead' })
  }

  /** Opens the second window. */
  async openSignIn(): Promise<Page> {
    const opened = this.page.context().waitForEvent('page')
    await this.signIn.click()
    return opened
  }

  /** Signs in in a second window. @returns that window, once its page tells of it */
  async signInAs(person: Person): Promise<Page> {
    const window = await this.openSignIn()
    await passGoogle(window, person)
    await window.waitForURL('/signed-in')
    return window
  }
}
