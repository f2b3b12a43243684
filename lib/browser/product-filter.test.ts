import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isFiltered,
  noFilter,
  productsAddress,
  toProductCursor,
  toProductFilter,
} from './product-filter'

function read(query: string) {
  return toProductFilter(new URLSearchParams(query))
}

test('an address without a query shows everything', () => {
  expect(read('')).toEqual(noFilter)
  expect(isFiltered(noFilter)).toBe(false)
  expect(productsAddress(noFilter)).toBe('/products')
})

test('an address says all there is to restore the view', () => {
  const text = fc.string({
    unit: fc.constantFrom(...['a', ' ', '\0', '&', '%', '+', '👵', '\ud800']),
    maxLength: 120,
  })
  fc.assert(
    fc.property(text, text, fc.boolean(), text, (q, category, favourite, cursor) => {
      const query = new URLSearchParams({
        q,
        category,
        cursor,
        ...(favourite && { favourite: 'true' }),
      })
      const filter = toProductFilter(query)
      const place = toProductCursor(query)
      const again = new URL(productsAddress(filter, place), 'http://shop.test').searchParams
      expect(toProductFilter(again)).toEqual(filter)
      expect(toProductCursor(again)).toBe(place)
    }),
  )
})

test('a form that was sent with nothing chosen shows everything, at the plain address', () => {
  const filter = read('q=&category=')
  expect(filter).toEqual(noFilter)
  expect(productsAddress(filter)).toBe('/products')
})

test.each([
  ['q=%20wool%20', { q: 'wool' }],
  ['q=a%00b', { q: 'ab' }],
  [`q=${'x'.repeat(500)}`, { q: 'x'.repeat(100) }],
  [`q=${'x'.repeat(99)}%20y`, { q: 'x'.repeat(99) }],
  [`q=${'x'.repeat(99)}%F0%9F%91%B5`, { q: `${'x'.repeat(99)}\uFFFD` }],
  ['q=a&q=b', {}],
  ['category=Desk+and+Paper', { category: 'Desk and Paper' }],
  ['favourite=true', { favourite: true }],
  ['favourite=false', {}],
  ['favourite=true&favourite=true', {}],
  ['Q=a&limit=3&sort=price', {}],
])('reads %.40j', (query, expected) => {
  expect(read(query)).toEqual({ ...noFilter, ...expected })
})
