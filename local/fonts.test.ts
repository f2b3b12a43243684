import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from './cli/project.mjs'
import { fontFiles, makeFont, unicodeRangeOf } from './fonts.mjs'

const files = Object.entries(fontFiles())
const outdated = 'npm run fonts writes the fonts anew, and says what app/fonts.ts must have'

test.each(files)('%s has the letters of the words of today', async (name, file) => {
  const isCurrent = readFileSync(inProject('app/fonts', name)).equals(await makeFont(file))
  expect(isCurrent, outdated).toBe(true)
})

test('a page asks for more letters only where it shows one of them', () => {
  const range = unicodeRangeOf(fontFiles()['schibsted-grotesk-more.woff2'].letters)
  expect(readFileSync(inProject('app/fonts.ts'), 'utf8'), outdated).toContain(`'${range}'`)
})

test('a range of letters is written as CSS has it', () => {
  expect(unicodeRangeOf(['A', 'B', 'C', 'ä', '…'])).toBe('U+41-43, U+e4, U+2026')
})
