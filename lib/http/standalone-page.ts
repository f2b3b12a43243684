// Pages that stand alone: no script and no database, for when nothing else can be relied on. Readable without their style
// sheet, too, which is a file on its own and may be out of reach or forbidden by a stricter policy.
import type { Language } from '@/lib/i18n/languages'
import type { Preferences } from '@/lib/preferences/preferences'
import de from '@/messages/de/standalone.json'
import en from '@/messages/en/standalone.json'

export type StandaloneWords = typeof en

const words: Record<Language, StandaloneWords> = { en, de }

export function standaloneWordsOf(language: Language): StandaloneWords {
  return words[language]
}

type Document = { preferences: Preferences; title: string; head: string; body: string }

/** @param document `head` and `body` are HTML of ours */
export function toStandaloneDocument({ preferences, title, head, body }: Document): string {
  const { language, theme } = preferences
  const isChosen = theme !== 'system'
  return `<!doctype html>
<html lang="${language}"${isChosen ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${isChosen ? theme : 'light dark'}">
<title>${title} · Gatehouse</title>
${head}
</head>
<body>
${body}
</body>
</html>
`
}

const links = `<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/standalone.css">`

type Page = { preferences: Preferences; title: string; refresh?: string; main: string }

/**
 * @param page `main` is HTML of ours; `refresh` is the content of a refresh pragma, escaped. Only one that leads on at once
 * is allowed: who reads slowly must not have the page taken away (WCAG 2.2.1).
 */
export function toStandalonePage({ preferences, title, refresh, main }: Page): string {
  const pragma = refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">\n`
  const body = `<main>\n${main}\n</main>`
  return toStandaloneDocument({ preferences, title, head: pragma + links, body })
}
