// What a caller is told where a person has to grant something: the problem carries the address that asks for it.
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { type ScopeName, googleScopes } from './scopes'

// As long as a database in trouble: trouble at Google's token endpoint passes as fast.
const retryAfterSeconds = 5

function connectUrl(scope: ScopeName): string {
  return env().AUTH_URL + paths.googleConnect(scope)
}

export function scopeRequired(scope: ScopeName): AppError {
  return new AppError('google_scope_required', {
    detail: `This needs a permission at Google: ${googleScopes[scope].title}.`,
    connectUrl: connectUrl(scope),
  })
}

export function reconnectRequired(scope: ScopeName): AppError {
  return new AppError('google_reconnect_required', {
    detail: 'Google does not accept the connection any more. Connecting again repairs it.',
    connectUrl: connectUrl(scope),
  })
}

/** Nobody's fault here and nothing is lost: the same request may succeed in a moment. */
export function googleUnavailable(cause?: unknown): AppError {
  return new AppError('service_unavailable', {
    detail: 'Google is having trouble at the moment.',
    retryAfterSeconds,
    cause,
  })
}
