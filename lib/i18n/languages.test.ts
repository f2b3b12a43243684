import { expect, test } from 'vitest'
import { negotiateLanguage, toLanguage } from './languages'

test.each([
  [null, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['DE-ch', 'de'],
  ['fr,it;q=0.9', 'en'],
  ['fr,de;q=0.5,en;q=0.7', 'en'],
  ['en;q=0,de;q=0.1', 'de'],
  ['de;q=0', 'en'],
  ['*', 'en'],
  ['de;q=nonsense, en', 'en'],
  [`${'x,'.repeat(1000)}de`, 'en'],
])('speaks to a browser that asks for %j in %s', (asked, language) => {
  expect(negotiateLanguage(asked)).toBe(language)
})

test('knows its own languages and no others', () => {
  expect(toLanguage('de')).toBe('de')
  for (const other of ['fr', 'DE', '__proto__', '', null, undefined])
    expect(toLanguage(other)).toBeNull()
})
