import type { Page } from '@playwright/test'
import { passGoogle, type Person } from './local-google.ts'

/** As the permission is called on the page. */
export const calendar = 'Your calendar'

export class AccountPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get profile() {
    return this.page.getByRole('region', { name: 'Profile' })
  }

  get sessions() {
    return this.page.getByRole('region', { name: 'Your sessions' })
  }

  get endOtherSessions() {
    return this.sessions.getByRole('button', { name: 'Sign out of all other sessions' })
  }

  get signOutEverywhere() {
    return this.page.getByRole('button', { name: 'Sign out everywhere' })
  }

  get permissions() {
    return this.page.getByRole('region', { name: 'Google permissions' })
  }

  get events() {
    return this.page.getByRole('region', { name: 'Your next events' })
  }

  endSession(device: string) {
    return this.sessions.getByRole('button', { name: `End the session on ${device}` })
  }

  permission(name: string) {
    return this.permissions.getByRole('listitem').filter({ hasText: name })
  }

  async connect(name: string, person: Person) {
    await this.permissions.getByRole('link', { name: new RegExp(`^Connect ?: ${name}$`) }).click()
    await passGoogle(this.page, person)
    await this.page.waitForURL(/\/account\?google=/)
  }

  get disconnectButton() {
    return this.permissions.getByRole('button', { name: 'Disconnect from Google' })
  }

  async disconnect() {
    await this.disconnectButton.click()
    await this.page.waitForURL('/account?google=disconnected#google')
  }
}
