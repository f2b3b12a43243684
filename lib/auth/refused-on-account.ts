import 'server-only'
import { paths } from '@/lib/config/paths'
import { isUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/errors'

/**
 * Where a person is left whom the account page's form or link did not serve.
 * @param toAddress the account page that says so
 * @returns null where there is no page for it: the answer is the error's own
 */
export function toRefusedPage(
  error: unknown,
  toAddress: (outcome: 'service_unavailable' | 'too_many_attempts') => string,
): string | null {
  if (isUnavailable(error)) return toAddress('service_unavailable')
  if (!(error instanceof AppError)) return null
  if (error.status === 401) return paths.login(paths.account)
  return error.status === 429 ? toAddress('too_many_attempts') : null
}
