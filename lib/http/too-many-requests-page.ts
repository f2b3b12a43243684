// What a navigation gets that ran into a limit: the status and the fields of the problem, and a page that leads on to the
// login page, where a person can read how long to wait. Clears no cookie and ends no session.
import { paths } from '@/lib/config/paths'
import type { AppError } from '@/lib/errors'
import { errorHeaders } from './problem'
import { toSafePath } from './safe-path'

// Stands alone: no script, no style. The address is built of a safe path and a number, and escaped all the same.
const toPage = (address: string, seconds: number) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Too many attempts · Gatehouse</title>
</head>
<body>
<main>
<h1>Too many attempts</h1>
<p>Try again in ${seconds} s. <a href="${address}">Go on</a></p>
</main>
</body>
</html>
`

/** A person on the way to a page, as far as Fetch Metadata tells, or a client without it that asks for one. */
export function isNavigation(request: Request): boolean {
  if (request.method !== 'GET') return false
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null) return mode === 'navigate'
  return request.headers.get('accept')?.includes('text/html') ?? false
}

/** @param dangerousNext where the person was on the way to */
export function tooManyRequestsPage(error: AppError, dangerousNext: string | null): Response {
  const seconds = error.retryAfterSeconds ?? 1
  const next = dangerousNext === null ? undefined : toSafePath(dangerousNext)
  const address = paths.loginWith({ error: 'too_many_attempts', next, wait: String(seconds) })
  const headers = errorHeaders(error)
  headers.set('content-type', 'text/html; charset=utf-8')
  const body = toPage(address.replaceAll('&', '&amp;').replaceAll('"', '&quot;'), seconds)
  return new Response(body, { status: error.status, headers })
}
