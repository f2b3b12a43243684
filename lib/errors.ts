/**
 * Every way a request can end badly, as one closed union. Thrown anywhere, turned into an
 * `application/problem+json` answer (RFC 9457) once, in `lib/http/problem.ts`.
 * Each code has its page in `docs/problems/<code>.md`.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  google_request_refused: { status: 400, title: 'Google did not accept the request' },
  unauthenticated: { status: 401, title: 'Authentication is required' },
  invalid_token: { status: 401, title: 'The access token is not valid' },
  session_ended: { status: 401, title: 'The session has ended' },
  untrusted_caller: { status: 403, title: 'The caller could not be trusted' },
  forbidden: { status: 403, title: 'Not allowed' },
  google_scope_required: { status: 403, title: 'A Google permission is needed' },
  google_forbidden: { status: 403, title: 'Google does not allow this' },
  not_found: { status: 404, title: 'Not found' },
  google_reconnect_required: { status: 409, title: 'Google must be connected again' },
  google_conflict: { status: 409, title: 'Google reports a conflict' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  user_changed: { status: 409, title: 'Another user is signed in' },
  payload_too_large: { status: 413, title: 'The request body is too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  google_rate_limited: { status: 429, title: 'Google asks for fewer requests' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong' },
  google_failed: { status: 502, title: 'Google did not answer as it should' },
  google_timeout: { status: 504, title: 'Google did not answer in time' },
  service_unavailable: { status: 503, title: 'The service is having trouble' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** One fault in the input: a JSON pointer (RFC 6901) into the body, or the name of a parameter. */
export type InputFault = { pointer: string; detail: string }

/** The limit that a request ran into: `quota` requests in `windowSeconds`. */
export type ReachedLimit = { policy: string; quota: number; windowSeconds: number }

type AppErrorOptions = {
  detail?: string
  faults?: readonly InputFault[]
  retryAfterSeconds?: number
  allow?: readonly string[]
  connectUrl?: string
  endReason?: string
  reachedLimit?: ReachedLimit
  cause?: unknown
}

/** `detail` and `faults` reach the caller: no stack, no token, no provider text goes in there. */
export class AppError extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly faults: readonly InputFault[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly allow: readonly string[] | undefined
  /** Where a person grants what is missing. */
  readonly connectUrl: string | undefined
  /** Why a session is over, for whoever held its last token (lib/session/end-reason.ts). */
  readonly endReason: string | undefined
  readonly reachedLimit: ReachedLimit | undefined

  constructor(code: ProblemCode, options: AppErrorOptions = {}) {
    super(options.detail ?? problems[code].title, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = options.detail
    this.faults = options.faults
    this.retryAfterSeconds = options.retryAfterSeconds
    this.allow = options.allow
    this.connectUrl = options.connectUrl
    this.endReason = options.endReason
    this.reachedLimit = options.reachedLimit
  }

  get status(): number {
    return problems[this.code].status
  }
}
