// What every API route is wrapped in: one place that turns errors into problem documents, answers the methods a
// route does not have (405 with Allow, RFC 9110 §15.5.6), and lets listed front ends read the answer (CORS).
import 'server-only'
import { isUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { preferencesOf } from '@/lib/preferences/preferences'
import { preflightResponse, withCors } from './cors'
import { databaseDeadlineMs, withinDeadline } from './deadline'
import { toProblemResponse } from './problem'
import { requestIdOf } from './request-id'
import { isNavigation, tooManyRequestsPage } from './too-many-requests-page'

/** What Next hands a handler besides the request: the values of the address's variable parts, percent-decoded. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: Request, context: RouteContext) => Promise<Response>
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const retryAfterSeconds = 5

function toAppError(error: unknown, request: Request, requestId: string): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.error('request failed', { requestId, code: error.code, error })
    return error
  }
  const path = new URL(request.url).pathname
  if (isUnavailable(error)) {
    log.error('database unavailable', { requestId, path, error })
    return new AppError('service_unavailable', { retryAfterSeconds, cause: error })
  }
  log.error('unexpected error', { requestId, path, error })
  return new AppError('internal_error', { cause: error })
}

function toLimitPage(error: AppError, { url, headers }: Request): Response {
  return tooManyRequestsPage(error, new URL(url).searchParams.get('next'), preferencesOf(headers))
}

function answerError(error: unknown, request: Request): Response {
  const requestId = requestIdOf(request.headers)
  const known = toAppError(error, request, requestId)
  // A person who navigates is not left with a document for programs.
  if (known.code === 'too_many_requests' && isNavigation(request))
    return toLimitPage(known, request)
  return toProblemResponse(known, requestId)
}

type RouteOptions = {
  /** `null` for what waits for Google, too: its waits have bounds of their own. */
  deadlineMs?: number | null
}

/** Runs a handler; whatever it throws becomes a problem document, and taking too long becomes a 503. */
export function withProblems(
  handler: Handler,
  { deadlineMs = databaseDeadlineMs }: RouteOptions = {},
): Handler {
  return async (request, context) => {
    try {
      const work = handler(request, context)
      const response = await (deadlineMs === null ? work : withinDeadline(work, deadlineMs))
      return withCors(request, response)
    } catch (error) {
      return withCors(request, answerError(error, request))
    }
  }
}

/**
 * The exports of a route file: the given handlers, and a problem for every other method.
 * HEAD answers as GET does, without the body, unless `HEAD: null` says that a GET here has effects.
 */
export function routeHandlers(
  handlers: Partial<Record<Exclude<Method, 'OPTIONS' | 'HEAD'>, Handler>> & { HEAD?: null },
  options: RouteOptions = {},
): Record<Method, Handler> {
  const given = methods.filter((method) => handlers[method as 'GET'])
  const headAllowed = handlers.GET !== undefined && handlers.HEAD !== null
  const allow = [...given, ...(headAllowed ? ['HEAD'] : []), 'OPTIONS']

  async function refuse(): Promise<never> {
    throw new AppError('method_not_allowed', { allow })
  }
  async function answerOptions(request: Request): Promise<Response> {
    return preflightResponse(request, allow)
  }
  function handlerOf(method: Method): Handler {
    if (method === 'OPTIONS') return answerOptions
    if (method === 'HEAD') return headAllowed ? handlers.GET! : refuse
    return handlers[method] ?? refuse
  }
  return Object.fromEntries(
    methods.map((method) => [method, withProblems(handlerOf(method), options)]),
  ) as Record<Method, Handler>
}
