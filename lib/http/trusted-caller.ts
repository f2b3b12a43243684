// Decides whether a request that carries only our cookie was made by our own page (or a front end listed in
// ALLOWED_ORIGINS). A cookie alone proves nothing: any site can make a browser send it (BFF draft §6.1.3.3).
// Trusts the Fetch Metadata and Origin headers, which no page can forge; never Host or X-Forwarded-*.
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'

/** True for AUTH_URL itself and the exact origins in ALLOWED_ORIGINS; same-site is not same-origin. */
function isAllowedOrigin(origin: string): boolean {
  const { AUTH_URL, ALLOWED_ORIGINS } = env()
  return origin === AUTH_URL || ALLOWED_ORIGINS.includes(origin)
}

export function isTrustedCaller(headers: Headers): boolean {
  const fetchSite = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (fetchSite === 'same-origin') return true
  if (origin !== null) return isAllowedOrigin(origin)
  return fetchSite === null && headers.get('x-csrf') === '1'
}

/** @throws {AppError} untrusted_caller */
export function requireTrustedCaller(headers: Headers): void {
  if (!isTrustedCaller(headers))
    throw new AppError('untrusted_caller', {
      detail: 'This request must come from a page of this site, or carry the header X-CSRF: 1.',
    })
}
