// What a navigation gets that ran into a limit: the status and the fields of the problem, and a page that leads on to the
// login page, where a person can read how long to wait. Clears no cookie and ends no session.
import { paths } from '@/lib/config/paths'
import type { AppError } from '@/lib/errors'
import type { Preferences } from '@/lib/preferences/preferences'
import { errorHeaders } from './problem'
import { toSafePath } from './safe-path'
import { standaloneWordsOf, toStandalonePage } from './standalone-page'

// The address is built of a safe path and a number, and escaped all the same.
function toPage(address: string, seconds: number, preferences: Preferences): string {
  const { title, text, goOn } = standaloneWordsOf(preferences.language).limit
  const sentence = text.replace('{seconds}', String(seconds))
  return toStandalonePage({
    ...{ preferences, title, refresh: `0; url=${address}` },
    main: `<h1>${title}</h1>\n<p>${sentence} <a href="${address}">${goOn}</a></p>`,
  })
}

/** A person on the way to a page, as far as Fetch Metadata tells, or a client without it that asks for one. */
export function isNavigation(request: Request): boolean {
  if (request.method !== 'GET') return false
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null) return mode === 'navigate'
  return request.headers.get('accept')?.includes('text/html') ?? false
}

/** @param dangerousNext where the person was on the way to */
export function tooManyRequestsPage(
  error: AppError,
  dangerousNext: string | null,
  preferences: Preferences,
): Response {
  const seconds = error.retryAfterSeconds ?? 1
  const next = dangerousNext === null ? undefined : toSafePath(dangerousNext)
  const address = paths.loginWith({ error: 'too_many_attempts', next, wait: String(seconds) })
  const headers = errorHeaders(error)
  headers.set('content-type', 'text/html; charset=utf-8')
  const escapedAddress = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const body = toPage(escapedAddress, seconds, preferences)
  return new Response(body, { status: error.status, headers })
}
