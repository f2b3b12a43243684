// Served by ourselves, and cut down to what is used (local/fonts.mjs; SIL Open Font License 1.1). What is written here must
// be literal: Next reads it while it builds.
import localFont from 'next/font/local'

const letters = localFont({
  src: './fonts/schibsted-grotesk.woff2',
  variable: '--font-schibsted',
  weight: '400 800',
  display: 'swap',
  adjustFontFallback: 'Arial',
})

/** The letters of a name that none of our words has, which a page fetches if it shows one. */
const moreLetters = localFont({
  src: './fonts/schibsted-grotesk-more.woff2',
  variable: '--font-schibsted-more',
  weight: '400 800',
  display: 'swap',
  adjustFontFallback: false,
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+a1-a6, U+a8-aa, U+ac-b6, U+b8-ba, U+bc-c3, U+c5-d5, U+d8-db, U+dd-de, U+e0-e3, U+e5-f5, U+f7-fb, U+fd-ff',
    },
  ],
})

/** The site's face: the classes that globals.css puts together. */
export const siteFontClass = `${letters.variable} ${moreLetters.variable}`
