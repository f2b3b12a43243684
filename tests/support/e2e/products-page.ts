import type { Page } from '@playwright/test'

export class ProductsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1, name: 'Products' })
  }

  get cards() {
    return this.page.getByRole('main').getByRole('listitem')
  }

  get searchBox() {
    return this.page.getByRole('searchbox', { name: 'Search products' })
  }

  get more() {
    return this.page.getByRole('link', { name: 'More products' })
  }

  found(words: string | RegExp) {
    return this.page.getByRole('status').filter({ hasText: words })
  }
}
