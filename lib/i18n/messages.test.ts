import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import compile from 'icu-minify/compile'
import { describe, expect, test } from 'vitest'
import { languages } from './languages'
import { messagesOf } from './messages'

const folder = path.join(import.meta.dirname, '../../messages')
const areas = readdirSync(path.join(folder, 'en'))

type Words = Map<string, string>

function flatten(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, below]: [string, unknown]) =>
    typeof below === 'string'
      ? [[prefix + key, below] as [string, string]]
      : flatten(below as object, `${prefix}${key}.`),
  )
}

function wordsOf(language: string, area: string): Words {
  return new Map(flatten(JSON.parse(readFileSync(path.join(folder, language, area), 'utf8'))))
}

/** What a sentence is given, by name: a compiled message is text or a list of text and `[name, kind, branches]`. */
function argumentsOf(message: unknown): string[] {
  if (!Array.isArray(message)) return []
  const parts = message.filter((part) => Array.isArray(part)) as [string, ...unknown[]][]
  return parts.flatMap(([name, kind, branches]) => {
    if (typeof kind === 'number')
      return [name, ...Object.values(branches ?? {}).flatMap(argumentsOf)]
    return [name, ...argumentsOf([kind, branches])]
  })
}

function namesIn(text: string): string[] {
  return [...new Set(argumentsOf(compile(text)))].sort()
}

// Words that are the same in both: names, and what German has taken over.
const sameInBoth =
  /^(Gatehouse|Google|System|Status|Name|Cookies|Session|Admin|Tokens?|E-Mail|[^a-z]*)$/i

describe.each(languages)('the words in %s', (language) => {
  test('are all known to the site, and no others', () => {
    expect(readdirSync(path.join(folder, language)).sort()).toEqual(areas.sort())
    const standalone = ['standalone']
    const known = [...Object.keys(messagesOf(language)), ...standalone]
    expect(known.map((area) => `${area}.json`).sort()).toEqual(areas)
  })

  test.each(areas)('%s has every key, takes the same values, and leaves nothing empty', (area) => {
    const english = wordsOf('en', area)
    const words = wordsOf(language, area)
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of words) {
      expect(text.trim(), key).toBe(text)
      expect(text, key).not.toBe('')
      expect(namesIn(text), key).toEqual(namesIn(english.get(key)!))
    }
  })
})

test('the names of what a sentence is given are found', () => {
  expect(namesIn('{n, plural, one {{who} has # day} other {<b>{days}</b>}} {at}')).toEqual([
    'at',
    'b',
    'days',
    'n',
    'who',
  ])
})

test.each(areas)('%s is translated, not copied', (area) => {
  const german = wordsOf('de', area)
  const copied = [...wordsOf('en', area)].filter(
    ([key, text]) => german.get(key) === text && !sameInBoth.test(text),
  )
  expect(copied).toEqual([])
})

test.each(areas)('%s speaks to people formally, with the typography of each language', (area) => {
  for (const [key, text] of wordsOf('de', area)) {
    expect(text, key).not.toMatch(/\b(du|dein|deine|deinem|deinen|deiner|dich|dir)\b/i)
    expect(text, key).not.toMatch(/['"]|\.\.\./)
  }
  for (const [key, text] of wordsOf('en', area)) expect(text, key).not.toMatch(/'|"|\.\.\./)
})
