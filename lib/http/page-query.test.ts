import { expect, test } from 'vitest'
import { single, singleText } from './page-query'

test.each([
  [undefined, undefined, ''],
  ['', '', ''],
  [' ada ', ' ada ', 'ada'],
  ['a\0b', 'a\0b', 'ab'],
  ['a\ud800', 'a\ud800', 'a\ufffd'],
  [['ada'], undefined, ''],
  [['ada', 'grace'], undefined, ''],
])('of %j takes what was said once: %j, and %j as text', (value, said, text) => {
  expect(single(value)).toBe(said)
  expect(singleText(value)).toBe(text)
})
