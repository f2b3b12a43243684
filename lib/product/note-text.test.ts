import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { parseNote } from './note-text'

function pointersOf(body: unknown): string[] {
  try {
    parseNote(body)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 })
    for (const { detail } of error.faults!) expect(detail).toMatch(/\w/)
    return error.faults!.map((fault) => fault.pointer)
  }
  return []
}

describe('a note', () => {
  it('keeps the text as it was written, but for the white space around it', () => {
    expect(parseNote({ text: '  Für Oma 👵\n<b>2</b> pieces\t \n' })).toBe(
      'Für Oma 👵\n<b>2</b> pieces',
    )
  })

  it('counts a line end once, however it was sent', () => {
    const lines = Array(333).fill('ab')
    expect(parseNote({ text: lines.join('\r\n') })).toBe(lines.join('\n'))
    expect(parseNote({ text: lines.join('\r') })).toBe(lines.join('\n'))
  })

  it('may have a thousand signs and no more', () => {
    expect(parseNote({ text: 'x'.repeat(1_000) })).toHaveLength(1_000)
    expect(pointersOf({ text: 'x'.repeat(1_001) })).toEqual(['#/text'])
  })

  it('of white space alone is an empty one', () => {
    expect(parseNote({ text: ' \r\n\t' })).toBe('')
  })

  it.each([
    ['no object', 'text', '#'],
    ['nothing', null, '#'],
    ['an array', ['text'], '#'],
    ['without a text', {}, '#/text'],
    ['a number', { text: 1 }, '#/text'],
    ['null', { text: null }, '#/text'],
    ['an object', { text: { toString: 'x' } }, '#/text'],
    ['a NUL', { text: 'a\0b' }, '#/text'],
    ['half a sign', { text: 'a\ud83d' }, '#/text'],
    ['another field', { text: 'a', user_id: 'x' }, '#'],
  ])('is refused as %s', (_, body, pointer) => {
    expect(pointersOf(body)).toEqual([pointer])
  })

  it('that was kept is kept the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        if (pointersOf({ text }).length > 0) return
        const kept = parseNote({ text })
        expect(parseNote({ text: kept })).toBe(kept)
      }),
    )
  })
})
