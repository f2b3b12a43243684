// What a navigation gets that finds no network: kept by public/offline-worker.js, which holds nothing else. The same for
// everybody who speaks the language: no visitor is read, and no cookie. It stands alone, with the little style and script
// that its policy names by their hashes.
import 'server-only'
import type { Language } from '@/lib/i18n/languages'
import { offlineScript, offlineStyle } from './offline-policy'
import { standaloneWordsOf } from './standalone-page'

function toPage(language: Language): string {
  const { title, text, again } = standaloneWordsOf(language).offline
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Gatehouse</title>
<style>${offlineStyle}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="">${again}</a></p>
</main>
<script>${offlineScript}</script>
</body>
</html>
`
}

export function offlineResponse(language: Language): Response {
  return new Response(toPage(language), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
