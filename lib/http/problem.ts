// Turns an error into an answer, once, at the edge of every API (RFC 9457; RFC 6750 §3 for the challenge).
// Guarantees: a closed set of types, no stack, no provider text, never cached.
import { env } from '@/lib/config/env'
import { type AppError, type ReachedLimit, problems } from '@/lib/errors'
import { noStore } from './cache-control'

/** Where a problem type is explained; an absolute URI as RFC 9457 §3.1.1 recommends. */
function problemType(code: AppError['code']): string {
  return `${env().AUTH_URL}/problems/${code}`
}

// RFC 6750 §3.1: no error code where the request carried no credentials at all.
function challenge(error: AppError): string {
  if (error.code === 'unauthenticated') return 'Bearer realm="gatehouse"'
  return 'Bearer realm="gatehouse", error="invalid_token"'
}

/**
 * The structured fields of draft-ietf-httpapi-ratelimit-headers-10 §3 and §4: the policy that was reached, nothing left
 * of it, and the seconds until there is.
 */
function setLimitFields(headers: Headers, limit: ReachedLimit, resetSeconds: number): void {
  const { policy, quota, windowSeconds } = limit
  headers.set('ratelimit-policy', `"${policy}";q=${quota};w=${windowSeconds}`)
  headers.set('ratelimit', `"${policy}";r=0;t=${resetSeconds}`)
}

/** What every answer to an error carries besides its body. */
export function errorHeaders(error: AppError): Headers {
  const headers = new Headers(noStore)
  if (error.status === 401) headers.set('www-authenticate', challenge(error))
  if (error.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(error.retryAfterSeconds))
  if (error.reachedLimit) setLimitFields(headers, error.reachedLimit, error.retryAfterSeconds ?? 0)
  if (error.allow) headers.set('allow', error.allow.join(', '))
  return headers
}

/** @param requestId becomes `instance`, so that a person can quote it and an operator can find it */
export function toProblemResponse(error: AppError, requestId: string): Response {
  const body = {
    type: problemType(error.code),
    title: problems[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.detail,
    instance: `urn:uuid:${requestId}`,
    errors: error.faults,
    connect_url: error.connectUrl,
    end_reason: error.endReason,
  }
  const headers = errorHeaders(error)
  headers.set('content-type', 'application/problem+json')
  return new Response(JSON.stringify(body), { status: error.status, headers })
}
