import localFont from 'next/font/local'

/** The face Google asks for on its button, with that button's letters alone (local/fonts.mjs). Loaded where it stands. */
export const googleFont = localFont({
  src: '../../fonts/google-sans-500.woff2',
  variable: '--font-google-sans',
  weight: '500',
  display: 'swap',
})
