import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCursor, toCursor } from './product-cursor'

const id = randomUUID()

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

describe('a cursor', () => {
  it('leads back to the place it was made of, whatever the product is called', () => {
    const name = fc
      .string({ unit: 'grapheme', maxLength: 100 })
      .filter((text) => text.isWellFormed() && !text.includes('\0') && text.length <= 120)
    fc.assert(
      fc.property(name, fc.uuid(), (text, uuid) => {
        const place = { name: text, id: uuid }
        const cursor = toCursor(place)
        if (cursor.length <= 800) expect(parseCursor(cursor)).toEqual(place)
      }),
    )
  })

  it('needs no quoting in an address', () => {
    expect(toCursor({ name: 'Lämp? & more/+=', id })).toMatch(/^[\w-]+$/)
  })

  it.each([
    ['nothing', ''],
    ['a word', 'abc'],
    ['no base64', '{}'],
    ['no JSON', encode('name')],
    ['an object', encode('{"name":"a"}')],
    ['too little', encode('["a"]')],
    ['too much', encode(`["a","${id}",1]`)],
    ['no UUID', encode('["a","1 OR 1=1"]')],
    ['a number for a name', encode(`[1,"${id}"]`)],
    ['a NUL', encode(`["a\\u0000","${id}"]`)],
    ['a name without end', encode(`["${'a'.repeat(401)}","${id}"]`)],
    ['a megabyte', 'A'.repeat(1_000_000)],
    ['nesting', encode('['.repeat(500))],
    ['a space we do not write', encode(`["a", "${id}"]`)],
    ['padding', `${toCursor({ name: 'a', id })}=`],
  ])('is not %s', (_, cursor) => {
    expect(parseCursor(cursor)).toBeNull()
  })

  it('is not any garbage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(encode)), (text) => {
        const place = parseCursor(text)
        if (place) expect(toCursor(place)).toBe(text)
      }),
    )
  })
})
