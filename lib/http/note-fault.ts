// The log line of what a page, a Server Action or a handler threw and nobody of ours caught. Whoever met it can quote one of
// two ids of it: the request's, on a page, or Next's digest, where the router was on its way to one.
import { log } from '@/lib/log/logger'
import { isRequestId, requestIdHeader } from './request-id'

type NodeHeaders = Readonly<Record<string, string | string[] | undefined>>

/** @param target the path and query that was asked for; the query is not logged */
export function noteFault(error: unknown, target: string, headers: NodeHeaders): void {
  const given = String(headers[requestIdHeader])
  const requestId = isRequestId(given) ? given : undefined
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  log.error('unexpected error', { requestId, digest, path: target.split('?')[0], error })
}
