import type { Preferences } from '@/lib/preferences/preferences'
import { noStore } from './cache-control'
import { toSafePath } from './safe-path'
import { standaloneWordsOf, toStandalonePage } from './standalone-page'

export const outageRetrySeconds = 5

type Outage = {
  /** Where the person was on the way to. */
  dangerousPath: string | null
  preferences: Preferences
  /** By which an operator finds what happened in the log. */
  requestId: string
}

// `toSafePath` leaves no quote and no angle bracket in an address.
function toPage({ dangerousPath, preferences, requestId }: Outage): string {
  const words = standaloneWordsOf(preferences.language).outage
  const { title, heading, text, retry, reference } = words
  const address = toSafePath(dangerousPath).replaceAll('&', '&amp;')
  return toStandalonePage({
    ...{ preferences, title },
    main: `<h1>${heading}</h1>
<p>${text}</p>
<p><a href="${address}">${retry}</a></p>
<p class="reference">${reference} <code>${requestId}</code></p>`,
  })
}

/** What a navigation gets where nobody can tell whether the person is signed in: 503, and back to where they were. */
export function outageResponse(outage: Outage): Response {
  return new Response(toPage(outage), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': String(outageRetrySeconds),
      ...noStore,
    },
  })
}
