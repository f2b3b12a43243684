// The site's faces, cut down to what is drawn with them: a font is what a page waits longest for before its first words.
// `npm run fonts` writes the files to app/fonts; a test holds them to what is said here, so that none is edited by hand.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import subsetFont from 'subset-font'
import { inProject } from './cli/project.mjs'

const schibstedGrotesk = '@fontsource-variable/schibsted-grotesk'
const googleSans = '@fontsource/google-sans'

const ascii = lettersBetween(0x20, 0x7e)
const latin1 = lettersBetween(0xa0, 0xff)
// What typography asks for, and what dates and prices are written with, wherever the words of today have it or not.
const punctuation = '–—‘’‚“”„…‹›•€\u00a0«»·×§'

/** Each file with its letters, the package and file it comes from, and the options of `subset-font`. */
export function fontFiles() {
  const words = new Set([...ascii, ...punctuation, ...lettersOfMessages((messages) => messages)])
  const site = {
    from: [schibstedGrotesk, 'files/schibsted-grotesk-latin-wght-normal.woff2'],
    options: {
      // The lightest and the boldest weight of the pages; kerning, and figures that stand below each other.
      variationAxes: { wght: { min: 400, max: 800 } },
      keepFeatures: ['kern', 'tnum'],
    },
  }
  return {
    'schibsted-grotesk.woff2': { ...site, letters: [...words].sort() },
    // Asked for only where a name has such a letter.
    'schibsted-grotesk-more.woff2': {
      ...site,
      letters: [...latin1].filter((letter) => !words.has(letter)),
    },
    // Google's button alone is written in it.
    'google-sans-500.woff2': {
      from: [googleSans, 'files/google-sans-latin-500-normal.woff2'],
      options: {},
      letters: [...new Set(lettersOfMessages(({ login }) => login.button))].sort(),
    },
  }
}

/** The licences that the files must be accompanied by (SIL Open Font License 1.1, condition 2). */
export const fontLicences = {
  'schibsted-grotesk-licence.txt': [schibstedGrotesk, 'LICENSE'],
  'google-sans-licence.txt': [googleSans, 'LICENSE'],
}

/** @param {{ from: string[], letters: string[], options: object }} file */
export function makeFont({ from, letters, options }) {
  return subsetFont(readPackageFile(from), letters.join(''), { targetFormat: 'woff2', ...options })
}

/** @param {string[]} parts a package's name and a path in it */
export function readPackageFile(parts) {
  return readFileSync(inProject('node_modules', ...parts))
}

/** As CSS writes it (`unicode-range`), from letters in their order. */
export function unicodeRangeOf(letters) {
  const ranges = []
  for (const point of letters.map((letter) => letter.codePointAt(0))) {
    const last = ranges.at(-1)
    if (last?.to === point - 1) last.to = point
    else ranges.push({ from: point, to: point })
  }
  const hex = (point) => point.toString(16)
  return ranges
    .map(({ from, to }) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`))
    .join(', ')
}

function lettersBetween(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join(
    '',
  )
}

/** The letters of the words that `choose` takes from each language's areas. */
function lettersOfMessages(choose) {
  const folder = inProject('messages')
  return readdirSync(folder).flatMap((language) => {
    const areas = readdirSync(path.join(folder, language)).map((file) => [
      path.parse(file).name,
      JSON.parse(readFileSync(path.join(folder, language, file), 'utf8')),
    ])
    return [...textOf(choose(Object.fromEntries(areas)))]
  })
}

function textOf(tree) {
  return typeof tree === 'string' ? tree : Object.values(tree).map(textOf).join('')
}
