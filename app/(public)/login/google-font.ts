import localFont from 'next/font/local'

/** The face Google asks for on its button (SIL Open Font License 1.1). Loaded where the button stands, and not ahead of what is read first. */
export const googleFont = localFont({
  src: '../../../node_modules/@fontsource/google-sans/files/google-sans-latin-500-normal.woff2',
  variable: '--font-google-sans',
  weight: '500',
  display: 'swap',
  preload: false,
})
