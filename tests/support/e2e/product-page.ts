import type { Page } from '@playwright/test'

/** The page of one product. */
export class ProductPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1 })
  }

  get heart() {
    return this.page.getByRole('main').getByRole('button', { name: /^Favourite/ })
  }

  get note() {
    return this.page.getByRole('textbox', { name: 'Private note' })
  }

  get saveNote() {
    return this.page.getByRole('button', { name: 'Save note' })
  }

  get noteFeedback() {
    return this.page.getByRole('region', { name: 'Your note' }).getByRole('status')
  }

  get toAll() {
    return this.page.getByRole('main').getByRole('link', { name: 'All products' })
  }
}
