import 'server-only'
import { paths } from '@/lib/config/paths'
import { isUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/errors'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { requestIdOf } from '@/lib/http/request-id'
import { routeHandlers } from '@/lib/http/route-handler'
import { log } from '@/lib/log/logger'
import type { LoginErrorCode } from './login-errors'
import { seeOther } from './see-other'

function codeOf(error: unknown): LoginErrorCode {
  if (error instanceof ProviderUnavailable) return 'provider_unavailable'
  return isUnavailable(error) ? 'service_unavailable' : 'sign_in_failed'
}

/** A route that a person navigates to: whatever goes wrong, the navigation ends on the login page, not on a document. */
export function loginRoute(handle: (request: Request, now: Date) => Promise<Response>) {
  async function GET(request: Request): Promise<Response> {
    try {
      return await handle(request, new Date())
    } catch (error) {
      if (error instanceof AppError) throw error
      const ref = requestIdOf(request.headers)
      log.error('sign-in could not begin', { requestId: ref, error })
      return seeOther(paths.loginWith({ error: codeOf(error), ref }))
    }
  }
  // HEAD must not have effects (RFC 9110 §9.2.1); a GET of a sign-in has.
  return routeHandlers({ HEAD: null, GET }, { deadlineMs: null })
}
