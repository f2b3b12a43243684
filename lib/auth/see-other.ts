import { env } from '@/lib/config/env'
import { noStore } from '@/lib/http/cache-control'

/**
 * A redirect that turns every method into GET (RFC 9700 §4.12 rules out 307), built from AUTH_URL and never from what
 * the request says its host is.
 * @param path a path of this site, from `paths` or through `toSafePath`
 */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: env().AUTH_URL + path, ...noStore })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
