/** In the way of the visitor's language; the same on server and browser, so that both render the same text. */
export function priceInWords(cents: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)
}
