// Where a form without JavaScript leaves a person that ran into a limit or an outage: on a page, never on a problem document.
import 'server-only'
import { isUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { preferencesOf } from '@/lib/preferences/preferences'
import { outageResponse } from './outage-page'
import { requestIdOf } from './request-id'
import { tooManyRequestsPage } from './too-many-requests-page'

type Form = {
  /** Where the person goes on from there: a safe path. */
  next: string
  /** What the log calls an outage here. */
  failure: string
}

/** @throws the error itself, where it is neither */
export function answerFormError(
  error: unknown,
  { headers }: Request,
  { next, failure }: Form,
): Response {
  const preferences = preferencesOf(headers)
  if (error instanceof AppError && error.code === 'too_many_requests')
    return tooManyRequestsPage(error, next, preferences)
  if (!isUnavailable(error)) throw error
  const requestId = requestIdOf(headers)
  log.error(failure, { requestId, error })
  return outageResponse({ dangerousPath: next, preferences, requestId })
}
