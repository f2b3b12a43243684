// POST /preferences: what the switches for theme and language post. Guarantees that only our own pages choose, that a
// choice is one of a closed list, and that the way back stays on this site. Knows no session and ends none.
import 'server-only'
import { languageCookieName, preferenceCookie, themeCookieName } from '@/lib/auth/cookies'
import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { formWithWayBackBytes, readForm } from '@/lib/http/form'
import { toSafePath } from '@/lib/http/safe-path'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { toLanguage } from '@/lib/i18n/languages'
import { themes } from './preferences'

function toCookies(form: URLSearchParams): string[] {
  const language = toLanguage(form.get('language'))
  const theme = themes.find((known) => known === form.get('theme'))
  const cookies: string[] = []
  if (language) cookies.push(preferenceCookie(languageCookieName(), language))
  if (theme) cookies.push(preferenceCookie(themeCookieName(), theme))
  if (form.get('theme') === 'system') cookies.push(preferenceCookie(themeCookieName(), null))
  return cookies
}

// The login page is nobody's way back after a login, but it is one after a choice of language.
function toReturn(dangerousNext: string | null): string {
  const [path, query] = (dangerousNext ?? '').split('?')
  if (path !== paths.loginPage) return toSafePath(dangerousNext)
  return query ? `${paths.loginPage}?${new URLSearchParams(query)}` : paths.loginPage
}

/** @throws {AppError} untrusted_caller, payload_too_large, invalid_request */
export async function setPreference(request: Request): Promise<Response> {
  requireTrustedCaller(request.headers)
  const form = await readForm(request, formWithWayBackBytes)
  const cookies = form ? toCookies(form) : []
  if (!form || cookies.length === 0)
    throw new AppError('invalid_request', { detail: 'Choose a language or a theme.' })
  // Without a way back it was a script that asked.
  if (form.has('next')) return seeOther(toReturn(form.get('next')), cookies)
  const response = new Response(null, { status: 204, headers: noStore })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
