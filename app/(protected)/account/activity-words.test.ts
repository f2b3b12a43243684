import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { auditEventTypes } from '@/lib/audit/record-audit-event'
import de from '@/messages/de/activity.json'
import en from '@/messages/en/activity.json'
import { toActivityKey } from './activity-words'

const page = readFileSync('docs/audit-events.md', 'utf8')
// Between "The reasons of `session_revoked`:" and the text behind its table.
const explainedReasons = [
  ...page.split('The reasons of `session_revoked`')[1]!.matchAll(/^\| `([a-z_]+)` +\|/gm),
].map(([, reason]) => reason!)

describe.each([
  ['English', en],
  ['German', de],
])('in %s', (_, words) => {
  function wordsAt(key: string): unknown {
    return key
      .split('.')
      .reduce<unknown>((tree, part) => (tree as Record<string, unknown>)[part], words)
  }

  test('every type of audit event has its words, and no other has', () => {
    expect(Object.keys(words.types).sort()).toEqual([...auditEventTypes].sort())
    for (const type of auditEventTypes)
      expect(wordsAt(toActivityKey({ type, reason: null }))).toBe(words.types[type])
  })

  test('every explained reason for the end of a session has words of its own', () => {
    expect(explainedReasons.length).toBeGreaterThan(5)
    for (const reason of explainedReasons) {
      const key = toActivityKey({ type: 'session_revoked', reason })
      expect(key).toBe(`reasons.session_revoked.${reason}`)
      expect(wordsAt(key)).toEqual(expect.any(String))
    }
  })

  test('words for a reason are words that are used', () => {
    for (const [type, reasons] of Object.entries(words.reasons) as [
      'session_revoked' | 'google_security_event',
      Record<string, string>,
    ][])
      for (const reason of Object.keys(reasons))
        expect(toActivityKey({ type, reason })).toBe(`reasons.${type}.${reason}`)
  })
})

test.each([null, '', 'toString', '__proto__', 'Call us'])(
  'the reason %j, which is on no list, is told by the type alone',
  (reason) => {
    expect(toActivityKey({ type: 'session_revoked', reason })).toBe('types.session_revoked')
    expect(toActivityKey({ type: 'sign_in', reason })).toBe('types.sign_in')
  },
)
