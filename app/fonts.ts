import localFont from 'next/font/local'

/** The site's face: one variable file, served by ourselves (SIL Open Font License 1.1). */
export const siteFont = localFont({
  src: '../node_modules/@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk-latin-wght-normal.woff2',
  variable: '--font-schibsted',
  weight: '400 900',
  display: 'swap',
  adjustFontFallback: 'Arial',
})
