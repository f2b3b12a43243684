// What a visitor has chosen about how the site looks and speaks. Kept in two cookies of the browser's, never with the
// account: the login page has to know them, too, and the server renders with them, so that nothing flashes.
import { languageCookieName, readCookie, themeCookieName } from '@/lib/auth/cookies'
import { type Language, negotiateLanguage, toLanguage } from '@/lib/i18n/languages'

export const themes = ['light', 'dark'] as const
/** `system`: as the browser has it. */
export type Theme = (typeof themes)[number] | 'system'

function toTheme(value: string | null | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}

export type Preferences = { language: Language; theme: Theme }

export function languageOf(headers: Headers): Language {
  const chosen = toLanguage(readCookie(headers, languageCookieName()))
  return chosen ?? negotiateLanguage(headers.get('accept-language'))
}

export function preferencesOf(headers: Headers): Preferences {
  return { language: languageOf(headers), theme: toTheme(readCookie(headers, themeCookieName())) }
}
