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

  get searchButton() {
    return this.page.getByRole('button', { name: 'Search', exact: true })
  }

  get category() {
    return this.page.getByRole('combobox', { name: 'Category' })
  }

  get favouritesOnly() {
    return this.page.getByRole('checkbox', { name: 'My favourites only' })
  }

  card(name: string) {
    return this.cards.filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  heart(name: string) {
    return this.page.getByRole('button', { name: `Favourite: ${name}` })
  }

  get more() {
    return this.page.getByRole('link', { name: 'More products' })
  }

  found(words: string | RegExp) {
    return this.page.getByRole('status').filter({ hasText: words })
  }
}
