// What a navigation gets that finds no network: kept by public/offline-worker.js, which holds nothing else. The same for
// everybody who speaks the language: no visitor is read, and no cookie. It stands alone, with the little style and script
// that its policy names by their hashes.
import 'server-only'
import type { Language } from '@/lib/i18n/languages'
import { offlineScript, offlineStyle } from './offline-policy'
import { standaloneWordsOf, toStandaloneDocument } from './standalone-page'

function toPage(language: Language): string {
  const { title, text, again } = standaloneWordsOf(language).offline
  return toStandaloneDocument({
    preferences: { language, theme: 'system' },
    title,
    head: `<meta name="robots" content="noindex">
<style>${offlineStyle}</style>`,
    body: `<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="">${again}</a></p>
</main>
<script>${offlineScript}</script>`,
  })
}

export function offlineResponse(language: Language): Response {
  return new Response(toPage(language), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
