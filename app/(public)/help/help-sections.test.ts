import { expect, test } from 'vitest'
import de from '@/messages/de/help.json'
import en from '@/messages/en/help.json'
import { helpSections } from './help-sections'

const entries = helpSections.flatMap((section) => [...section.entries])

test.each([
  ['English', en],
  ['German', de],
])('each entry of the help page is there in %s, and nothing that no page shows', (_, words) => {
  expect(Object.keys(words.entries).sort()).toEqual([...entries].sort())
  expect(Object.keys(words.sections)).toEqual(helpSections.map(({ id }) => id))
})

test('no two entries or sections share an address', () => {
  const ids = [...entries, ...helpSections.map(({ id }) => id)]
  expect(new Set(ids).size).toBe(ids.length)
})
