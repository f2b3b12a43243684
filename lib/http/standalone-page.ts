// Pages that stand alone: no script and no database, for when nothing else can be relied on. Readable without their style
// sheet, too, which is a file on its own and may be out of reach or forbidden by a stricter policy.
import type { Language } from '@/lib/i18n/languages'
import de from '@/messages/de/standalone.json'
import en from '@/messages/en/standalone.json'

export type StandaloneWords = typeof en

const words: Record<Language, StandaloneWords> = { en, de }

export function standaloneWordsOf(language: Language): StandaloneWords {
  return words[language]
}

type Page = { language: Language; title: string; refresh?: string; main: string }

/**
 * @param page `main` is HTML of ours; `refresh` is the content of a refresh pragma, escaped. Only one that leads on at once
 * is allowed: who reads slowly must not have the page taken away (WCAG 2.2.1).
 */
export function toStandalonePage({ language, title, refresh, main }: Page): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">\n`}<title>${title} · Gatehouse</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/standalone.css">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`
}
