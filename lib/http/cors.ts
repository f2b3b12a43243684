// CORS for the separate front ends listed in ALLOWED_ORIGINS (Fetch standard, "CORS protocol"): the exact origin is
// named or nothing is, never `*`, and `Vary: Origin` keeps a shared cache from mixing the answers.
import { env } from '@/lib/config/env'

const allowedHeaders = 'authorization, content-type, x-csrf'
// A page of another origin reads no other headers of ours than the safelisted ones (Fetch standard).
const exposedHeaders = 'retry-after, ratelimit, ratelimit-policy'
const preflightSeconds = 600

function listedOrigin(request: Request): string | null {
  const origin = request.headers.get('origin')
  return origin !== null && env().ALLOWED_ORIGINS.includes(origin) ? origin : null
}

/** Adds what a listed front end needs to read the answer; leaves every other answer unreadable to it. */
export function withCors<R extends Response>(request: Request, response: R): R {
  if (env().ALLOWED_ORIGINS.length === 0) return response
  response.headers.append('vary', 'Origin')
  const origin = listedOrigin(request)
  if (origin) {
    response.headers.set('access-control-allow-origin', origin)
    response.headers.set('access-control-allow-credentials', 'true')
    response.headers.set('access-control-expose-headers', exposedHeaders)
  }
  return response
}

/** The answer to OPTIONS: what the route can do and, to a listed front end, what it may send. */
export function preflightResponse(request: Request, allow: readonly string[]): Response {
  const headers = new Headers({ allow: allow.join(', ') })
  if (listedOrigin(request)) {
    headers.set('access-control-allow-methods', allow.join(', '))
    headers.set('access-control-allow-headers', allowedHeaders)
    headers.set('access-control-max-age', String(preflightSeconds))
  }
  return new Response(null, { status: 204, headers })
}
