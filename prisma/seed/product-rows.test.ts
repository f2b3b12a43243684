import { describe, expect, it } from 'vitest'
import { productRows } from './product-rows.ts'

describe('the seeded products', () => {
  const rows = productRows()

  it('fill a shop', () => {
    expect(rows.length).toBeGreaterThanOrEqual(48)
  })

  it('are the same at every run', () => {
    expect(productRows()).toEqual(rows)
    expect(rows[0]).toMatchObject({ slug: 'ash-cutting-board' })
  })

  it('never share an id or a slug', () => {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(new Set(rows.map((row) => row.slug)).size).toBe(rows.length)
  })

  it('fit the columns', () => {
    for (const row of rows) {
      expect(row.id).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
      expect(row.priceCents).toBeGreaterThan(0)
      expect(row.artSeed).toBeLessThan(2 ** 31)
      expect(Number.isInteger(row.artSeed)).toBe(true)
    }
  })
})
