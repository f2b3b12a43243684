import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuditCursor, toAuditCursor } from './audit-cursor'

const id = randomUUID()

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

describe('a cursor of the audit log', () => {
  it('leads back to the place it was made of', () => {
    const time = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(time, fc.uuid(), (createdAt, uuid) => {
        const place = { createdAt, id: uuid }
        const cursor = toAuditCursor(place)
        expect(cursor).toMatch(/^[\w-]+$/)
        expect(parseAuditCursor(cursor)).toEqual(place)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['no base64', '{}'],
    ['an object', encode('{}')],
    ['too little', encode('[1]')],
    ['too much', encode(`[1,"${id}",1]`)],
    ['no UUID', encode('[1,"1 OR 1=1"]')],
    ['a word for a time', encode(`["now","${id}"]`)],
    ['a time before 1970', encode(`[-1,"${id}"]`)],
    ['a time that no Date has', encode(`[8640000000000001,"${id}"]`)],
    ['half a millisecond', encode(`[1.5,"${id}"]`)],
    ['a number beyond all numbers', encode(`[1e999,"${id}"]`)],
    ['a space we do not write', encode(`[1, "${id}"]`)],
    ['padding', `${toAuditCursor({ createdAt: new Date(1), id })}=`],
    ['a megabyte', 'A'.repeat(1_000_000)],
  ])('is not %s', (_, cursor) => {
    expect(parseAuditCursor(cursor)).toBeNull()
  })

  it('is not any garbage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(encode)), (text) => {
        const place = parseAuditCursor(text)
        if (place) expect(toAuditCursor(place)).toBe(text)
      }),
    )
  })
})
