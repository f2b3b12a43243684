import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUserCursor, toSearchWords, toUserCursor, toUserQuery } from './user-query'

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))

describe('a cursor of the user list', () => {
  it('leads back to the user it was made of', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(parseUserCursor(toUserCursor(id))).toBe(id)
      }),
    )
  })

  it.each(['', 'x', randomUUID(), '{}', '*'.repeat(22), 'A'.repeat(23), 'A'.repeat(1_000_000)])(
    'is not %.40j',
    (text) => {
      expect(parseUserCursor(text)).toBeNull()
    },
  )

  it('is not any garbage', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
    const encoded = bytes.map((array) => Buffer.from(array).toString('base64url'))
    fc.assert(
      fc.property(fc.oneof(anyText, encoded), (text) => {
        const id = parseUserCursor(text)
        if (id) expect(toUserCursor(id)).toBe(text)
      }),
    )
  })
})

describe('the words of a search', () => {
  it.each([
    ['ada', ['ada']],
    ['  Ada   LOVELACE ', ['ada', 'lovelace']],
    ['ada@example.com', ['ada', 'example', 'com']],
    ['Anne-Marie O’Brien', ['anne', 'marie', 'o', 'brien']],
    ['Müller', ['müller']],
    ['山田', ['山田']],
    ['user_9001', ['user', '9001']],
    ['%', []],
    ['_%\' \\ " & | ! ( ) : * <->', []],
    ["a' | 'b':*", ['a', 'b']],
  ])('of %j are %j', (q, words) => {
    expect(toSearchWords(q)).toEqual(words)
  })

  it('are few, and hold nothing that a text search, LIKE or SQL would read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = toSearchWords(text)
        expect(words.length).toBeLessThanOrEqual(10)
        // Letters and digits of ASCII, and whatever is beyond it.
        for (const word of words) expect(word).toMatch(/^[0-9a-z\u0080-\uffff]+$/)
      }),
    )
  })
})

describe('a query for users', () => {
  it('asks for everybody where it says nothing', () => {
    expect(toUserQuery({})).toEqual({ q: '', state: 'all', afterId: null })
  })

  it('has a search, a state and a place', () => {
    const id = randomUUID()
    const query = { q: ' ada ', state: 'blocked', after: toUserCursor(id) }
    expect(toUserQuery(query)).toEqual({ q: 'ada', state: 'blocked', afterId: id })
  })

  it.each(['ALL', 'x', '__proto__', ['blocked', 'active']])('knows no state %j', (state) => {
    expect(toUserQuery({ state })).toMatchObject({ state: 'all' })
  })

  it('is text that a database takes, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { q } = toUserQuery({ q: text })
        expect(q.length).toBeLessThanOrEqual(100)
        expect(q.isWellFormed()).toBe(true)
        expect(q).not.toContain('\0')
      }),
    )
  })
})
