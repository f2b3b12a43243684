import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuditCursor, toAuditCursor } from './audit-cursor'

const id = '0190f3a1-0000-7000-8000-000000000001'

describe('a cursor of audit events', () => {
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

  it('keeps the millisecond', () => {
    const place = { createdAt: new Date('2026-11-21T14:00:00.123Z'), id: randomUUID() }
    expect(parseAuditCursor(toAuditCursor(place))).toEqual(place)
  })

  it.each([
    ['nothing', ''],
    ['a mark alone', '_'],
    ['an object', '{}'],
    ['a time alone', '1'],
    ['a time and nothing', '1_'],
    ['an id alone', id],
    ['an id behind nothing', `_${id}`],
    ['too much', `1_${id}_1`],
    ['no UUID', '1_1 OR 1=1'],
    ['a word for a time', `now_${id}`],
    ['a time before 1970', `-1_${id}`],
    ['a time beyond the year 9999', `253402300800000_${id}`],
    ['a time that no Date has', `8640000000000001_${id}`],
    ['half a millisecond', `1.5_${id}`],
    ['a number in another spelling', `1e3_${id}`],
    ['a number beyond all numbers', `1e999_${id}`],
    ['a zero we do not write', `01_${id}`],
    ['a space we do not write', `1_ ${id}`],
    ['capitals we do not write', `1_${id.toUpperCase()}`],
    ['padding', `${toAuditCursor({ createdAt: new Date(1), id })}=`],
    ['a megabyte', 'A'.repeat(1_000_000)],
    ['a million marks', '_'.repeat(1_000_000)],
  ])('is not %s', (_, cursor) => {
    expect(parseAuditCursor(cursor)).toBeNull()
  })

  it('is not any garbage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseAuditCursor(text)).toBeNull()
      }),
    )
    const alike = fc.tuple(
      fc.oneof(fc.maxSafeInteger(), fc.string()),
      fc.oneof(fc.uuid(), fc.string()),
    )
    fc.assert(
      fc.property(alike, ([time, uuid]) => {
        const text = `${time}_${uuid}`
        const place = parseAuditCursor(text)
        if (place) expect(toAuditCursor(place)).toBe(text)
      }),
    )
  })
})
