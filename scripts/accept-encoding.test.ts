import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefersBrotli } from './accept-encoding.mjs'

describe('Accept-Encoding', () => {
  it.each([
    'gzip, deflate, br',
    'gzip, deflate, br, zstd',
    'br',
    'BR',
    'br;q=0.001',
    'gzip;q=0.8, br;q=0.8',
    'gzip ; q=0.8 ,\tbr ; Q=1.000',
    ', ,br,',
    '*',
    'gzip;q=0.5, *',
    '*;q=0, br',
    'identity;q=0, *;q=0.5',
    'identity;q=0.5, br',
    'zstd, br;q=0.5',
  ])('asks for Brotli by "%s"', (field) => expect(prefersBrotli(field)).toBe(true))

  it.each([
    undefined,
    '',
    'gzip',
    'identity',
    'br;q=0',
    'br;q=0.000',
    'gzip, br;q=0, *',
    '*;q=0',
    'gzip, *;q=0',
    'gzip, br;q=0.9',
    'deflate;q=1, br;q=0.1',
    'identity, br;q=0.5',
    'br;q=0.5, *',
    'gzip;q=0.9, *;q=0.5',
    'br;q=0, br',
    'br, br;q=0',
    'br;q=1.1',
    'br;q=-1',
    'br;q=0.0001',
    'br;q=1e0',
    'br;q=',
    'br;level=11',
    'brotli',
    'xbr',
    'b r',
    'gzip;br',
  ])('does not by "%s"', (field) => expect(prefersBrotli(field)).toBe(false))

  it('never asks for what is excluded, whatever stands around it', () => {
    const coding = fc.constantFrom('gzip', 'deflate', 'identity', '*', 'br', 'zstd')
    const weight = fc.constantFrom('', ';q=1', ';q=0.5', ';q=0', ';q=x')
    const members = fc.array(fc.tuple(coding, weight).map((parts) => parts.join('')))
    fc.assert(
      fc.property(members, members, (before, after) => {
        expect(prefersBrotli([...before, 'br;q=0', ...after].join(', '))).toBe(false)
      }),
    )
  })

  it('takes a long header apart in no time', () => {
    const fields = [' '.repeat(1e5), 'br;'.repeat(4e4), `br${'\t'.repeat(1e5)}x`, ','.repeat(1e5)]
    for (const field of fields) expect(prefersBrotli(field)).toBe(false)
  }, 1_000)
})
