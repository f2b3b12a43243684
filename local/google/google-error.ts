import type { Context } from 'oidc-provider'

const statuses = {
  400: { status: 'INVALID_ARGUMENT', reason: 'badRequest' },
  401: { status: 'UNAUTHENTICATED', reason: 'authError' },
  403: { status: 'PERMISSION_DENIED', reason: 'forbidden' },
  404: { status: 'NOT_FOUND', reason: 'notFound' },
  429: { status: 'RESOURCE_EXHAUSTED', reason: 'rateLimitExceeded' },
} as const

/** A refusal by one of Google's APIs. `reason` is the word of the older APIs, `details` of the newer. */
export class GoogleApiError extends Error {
  readonly code: keyof typeof statuses
  readonly reason: string
  readonly details: Record<string, unknown>[] | undefined

  constructor(
    code: keyof typeof statuses,
    message: string,
    { reason, details }: { reason?: string; details?: Record<string, unknown>[] } = {},
  ) {
    super(message)
    this.code = code
    this.reason = reason ?? statuses[code].reason
    this.details = details
  }
}

/** The shape in which Google's APIs refuse. */
export function answerGoogleError(ctx: Context, error: GoogleApiError): void {
  const { code, message, reason, details } = error
  ctx.status = code
  ctx.body = {
    error: {
      code,
      message,
      errors: [{ message, domain: 'global', reason }],
      status: statuses[code].status,
      details,
    },
  }
}
