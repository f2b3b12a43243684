// Turns what Google refuses into a problem of ours: the same class of trouble, `Retry-After` kept, and never a word of
// Google's own. The body is read for its reason codes alone, within bounds.
import 'server-only'
import { z } from 'zod'
import { AppError, type ProblemCode } from '@/lib/errors'
import { scopeRequired } from './google-problems'
import { readBoundedText } from '@/lib/http/limited-stream'
import type { ScopeName } from './scopes'

const maxErrorBytes = 64 * 1_024
const maxRetrySeconds = 86_400

// The older APIs name a reason in `errors`, the newer in `details`.
const reasonItem = z.object({ reason: z.string() })
const reasonList = z.array(z.union([reasonItem, z.unknown().transform(() => null)])).catch([])
const errorSchema = z.object({ error: z.object({ errors: reasonList, details: reasonList }) })

const scopeReasons = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'])
const rateReasons = new Set([
  ...['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded'],
  ...['RATE_LIMIT_EXCEEDED', 'RESOURCE_EXHAUSTED'],
])

async function reasonsOf(response: Response): Promise<string[]> {
  const text = response.body ? await readBoundedText(response.body, maxErrorBytes) : null
  try {
    const { errors, details } = errorSchema.parse(JSON.parse(text ?? '')).error
    return [...errors, ...details].flatMap((item) => item?.reason ?? [])
  } catch {
    return []
  }
}

/** RFC 9110 §10.2.3: seconds or a date; undefined where it is neither. */
function retryAfterOf(headers: Headers, now: Date): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = /^\d{1,9}$/.test(value)
    ? Number(value)
    : Math.ceil((Date.parse(value) - now.getTime()) / 1_000)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), maxRetrySeconds)
}

const codes: Readonly<Partial<Record<number, ProblemCode>>> = {
  403: 'google_forbidden',
  404: 'not_found',
  409: 'google_conflict',
  410: 'not_found',
  412: 'google_conflict',
  429: 'google_rate_limited',
  503: 'service_unavailable',
  504: 'google_timeout',
}

function codeOf(status: number): ProblemCode {
  // A redirect is not followed: the token must not go where the table does not say.
  const isRefusal = status >= 400 && status < 500
  return codes[status] ?? (isRefusal ? 'google_request_refused' : 'google_failed')
}

/** @param response any but a success; its body is used up */
export async function toUpstreamProblem(
  response: Response,
  scope: ScopeName,
  now: Date,
): Promise<AppError> {
  const retryAfterSeconds = retryAfterOf(response.headers, now)
  const cause = new Error(`Google answered ${response.status}`)
  if (response.status !== 403) {
    await response.body?.cancel()
    const code = codeOf(response.status)
    const isOutage = code === 'service_unavailable'
    return new AppError(code, {
      cause,
      ...(isOutage && { detail: 'Google is having trouble at the moment.' }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    })
  }
  const reasons = await reasonsOf(response)
  if (reasons.some((reason) => scopeReasons.has(reason))) return scopeRequired(scope)
  const isRate = reasons.some((reason) => rateReasons.has(reason))
  return new AppError(isRate ? 'google_rate_limited' : 'google_forbidden', {
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}
