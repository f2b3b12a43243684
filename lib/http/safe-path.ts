// Guarantees that a redirect target stays on our own origin and on a page: everything else becomes the default.
// Trusts nothing about its input (OWASP ASVS 5.0 §3.7.2; RFC 9700 §4.11.1).
import { defaultNext } from '@/lib/config/paths'

const maxLength = 512
// Only what a browser leaves alone when it resolves the path: no backslash, no control character, no space.
const plainPath = /^\/(?![/\\])[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7b\x7d\x7e]*$/
// Nothing must lead back into signing in or out, to a document for programs, to what says that the network is gone, or to a
// file: no page of ours has a dot in its address.
const notPages =
  /^\/(?:login|outage|offline|preferences|lab\/act|auth|api|health|_next|\.well-known)(?:[/?#]|$)|^\/[^/]*\.[a-z]+\/?$/i
const base = 'http://gatehouse.invalid'

/** The path, query and fragment to go to: `dangerousPath` where it is a page of this site, else the default. */
export function toSafePath(dangerousPath: string | null | undefined): string {
  if (!dangerousPath || dangerousPath.length > maxLength) return defaultNext
  if (!plainPath.test(dangerousPath) || !URL.canParse(dangerousPath, base)) return defaultNext
  const url = new URL(dangerousPath, base)
  // The WHATWG parser has the last word: dot segments and the like may have changed what the path means.
  if (url.origin !== base || url.pathname.startsWith('//')) return defaultNext
  let decodedPath: string
  try {
    decodedPath = decodeURIComponent(url.pathname)
  } catch {
    return defaultNext
  }
  if (/[\\\x00-\x1f\x7f]|^\/\//.test(decodedPath) || notPages.test(decodedPath)) return defaultNext
  const safePath = url.pathname + url.search + url.hash
  // Percent-encoding may have tripled what was short enough before.
  return safePath.length > maxLength ? defaultNext : safePath
}
