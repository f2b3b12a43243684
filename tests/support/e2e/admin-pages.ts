import type { Page } from '@playwright/test'
import { people, type Person } from './local-google.ts'

/** The administrators' pages. */
export class AdminPages {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get sessions() {
    return this.page.getByRole('region', { name: 'Sessions' })
  }

  /** Named by what can be done. */
  get block() {
    return this.page.getByRole('region', { name: /^(Block|Unblock)$/ })
  }

  get events() {
    return this.page.getByRole('table', { name: 'Events', exact: true }).getByRole('row')
  }

  async find(text: string) {
    await this.page.goto('/admin')
    await this.page.getByLabel('E-mail address or name').fill(text)
    await this.page.getByRole('button', { name: 'Search' }).click()
  }

  /** From the list to the person's own page. */
  async open(person: Person) {
    const { name, email } = people[person]
    await this.find(name)
    await this.page.getByRole('link', { name: email }).click()
    await this.page.waitForURL(/\/admin\/users\//)
  }

  /** Opens what says whom it is about, and confirms. */
  async confirm(act: 'Block' | 'Unblock', person: Person) {
    await this.block.getByText(`${act} this user …`).click()
    await this.block.getByRole('button', { name: `${act} ${people[person].email}` }).click()
  }
}
