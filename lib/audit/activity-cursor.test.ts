import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toActivityCursor, toCursorText } from './activity-cursor'

const id = '0190f3a1-0000-7000-8000-000000000001'

test('a cursor comes back as what it was made of', () => {
  const cursor = { createdAt: new Date('2026-11-21T14:00:00.123Z'), id }
  expect(toActivityCursor(toCursorText(cursor))).toEqual(cursor)
})

test.each([undefined, '', '_', id, `1_${id}_1`, `-1_${id}`, `1e3_${id}`, `253402300800000_${id}`])(
  '%j is no cursor',
  (text) => {
    expect(toActivityCursor(text)).toBeNull()
  },
)

test('whatever the address says, a cursor is a time and an id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toActivityCursor(text)).toBeNull()
    }),
  )
})
