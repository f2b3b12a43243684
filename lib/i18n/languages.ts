// The languages of the site. Another one is a folder beside messages/en, a line here and one in messages.ts.

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

const defaultLanguage: Language = 'en'

/** Each in its own words, as somebody looks for it who cannot read the others. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' }

/** How each writes dates, numbers and plurals (BCP 47). */
export const localeTags: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

export function toLanguage(value: string | null | undefined): Language | null {
  return languages.find((language) => language === value) ?? null
}

type Range = { tag: string; weight: number }

function toRange(part: string): Range {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
  const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1'
  return { tag, weight: /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0 }
}

/**
 * Which of our languages a browser asks for (Accept-Language, RFC 9110 §12.5.4; lookup, RFC 4647 §3.4: `de-AT` is served
 * with `de`). The default where it asks for none of them.
 */
export function negotiateLanguage(acceptLanguage: string | null): Language {
  const ranges = (acceptLanguage ?? '').slice(0, 512).split(',').map(toRange)
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const language = toLanguage(tag.split('-')[0])
    if (language) return language
  }
  return defaultLanguage
}
