// What a sign-out's own answer cannot do. Its Clear-Site-Data is obeyed before the page it was asked from enters the
// back-forward cache, and Chromium restores that page afterwards, `no-store` or not, where a redirect had led to it (as the
// login's does). The page that comes next therefore loads this: an empty picture whose headers empty that cache as well.
// Nothing changes on the server, and only our own pages may ask.
import { noStore } from './cache-control'
import { requireTrustedCaller } from './trusted-caller'

const emptyPicture = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

/** @throws {AppError} untrusted_caller */
export function forgetPages(request: Request): Response {
  requireTrustedCaller(request.headers)
  return new Response(emptyPicture, {
    headers: { ...noStore, 'content-type': 'image/svg+xml', 'clear-site-data': '"cache"' },
  })
}
