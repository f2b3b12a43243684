// The site's words as a test looks for them: by language and key, from the files the site is built with.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

export const languages = ['en', 'de'] as const

export type Language = (typeof languages)[number]

/** What a browser says it reads, for `test.use({ locale })`. */
export const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

/** As the switch in the footer does, for pages that have none: the next page is in this language. */
export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  const { origin, protocol } = new URL(page.url())
  const name = `${protocol === 'https:' ? '__Host-' : ''}gatehouse-language`
  await page.context().addCookies([{ name, value: language, url: origin }])
}

type Tree = string | { readonly [key: string]: Tree }

const areas = new Map<string, Tree>()

function readArea(language: Language, area: string): Tree {
  const file = new URL(`../../../messages/${language}/${area}.json`, import.meta.url)
  const known = areas.get(file.href) ?? (JSON.parse(readFileSync(file, 'utf8')) as Tree)
  areas.set(file.href, known)
  return known
}

/**
 * The words for `area.key…` as they are in the file; a message with values in it keeps its braces.
 * @throws where there is no such message: a test that looks for nothing would find it everywhere
 */
function wordsOf(language: Language, key: string): string {
  const [area = '', ...path] = key.split('.')
  let found: Tree | undefined = readArea(language, area)
  for (const part of path) found = typeof found === 'string' ? undefined : found?.[part]
  if (typeof found !== 'string') throw new Error(`no words for ${key} in ${language}`)
  return found
}

/**
 * What a message says whatever its values are: the text outside its braces, in pieces.
 * @throws as `wordsOf`
 */
export function fixedWordsOf(language: Language, key: string): string[] {
  const pieces = ['']
  let depth = 0
  for (const character of wordsOf(language, key)) {
    if (character === '}') depth -= 1
    else if (character === '{') depth += 1
    else if (depth === 0) pieces[pieces.length - 1] += character
    if (character === '{' && depth === 1) pieces.push('')
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => piece.length > 1)
}

/** The words in any language, where a page may be in each. */
export function wordsInAnyLanguage(key: string): RegExp {
  const alternatives = languages.map((language) => escaped(wordsOf(language, key)))
  return new RegExp(`^(${alternatives.join('|')})$`)
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
