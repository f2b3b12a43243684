import type { Language } from '@/lib/i18n/languages'
import { noStore } from './cache-control'
import { toSafePath } from './safe-path'
import { standaloneWordsOf, toStandalonePage } from './standalone-page'

export const outageRetrySeconds = 5

// `toSafePath` leaves no quote and no angle bracket in an address.
function toPage(address: string, language: Language): string {
  const { title, heading, text } = standaloneWordsOf(language).outage
  const refresh = `${outageRetrySeconds}; url=${address.replaceAll('&', '&amp;')}`
  return toStandalonePage({
    ...{ language, title, refresh },
    main: `<h1>${heading}</h1>\n<p>${text}</p>`,
  })
}

/** What a navigation gets where nobody can tell whether the person is signed in: 503, and back to where they were. */
export function outageResponse(dangerousPath: string | null, language: Language): Response {
  return new Response(toPage(toSafePath(dangerousPath), language), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': String(outageRetrySeconds),
      ...noStore,
    },
  })
}
