// The edge guard: the first lock, never the only one (every page, action and handler checks again through
// lib/auth/current-user.ts). It checks the access token by signature and claims, renews an expired one without the
// visitor noticing, and gives each page its content security policy. It knows no database: revocation is judged behind it.
import { type NextRequest, NextResponse } from 'next/server'
import {
  accessCookieName,
  cookieHeaderWith,
  readCookie,
  sessionCookieName,
} from '@/lib/auth/cookies'
import { type Renewal, renewThroughApi } from '@/lib/auth/renew-through-api'
import { readRequestCredentials } from '@/lib/auth/request-credentials'
import { env, isDevelopment } from '@/lib/config/env'
import { paths, protectedPages, renewedApis } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { withCors } from '@/lib/http/cors'
import { outageResponse, outageRetrySeconds } from '@/lib/http/outage-page'
import { isPrefetch } from '@/lib/http/prefetch'
import { toProblemResponse } from '@/lib/http/problem'
import { requestIdHeader } from '@/lib/http/request-id'
import { createNonce, pagePolicy } from '@/lib/http/security-headers'
import { isTrustedCaller } from '@/lib/http/trusted-caller'
import { preferencesOf } from '@/lib/preferences/preferences'
import { verifyAccessToken } from '@/lib/session/access-token'

export const config = {
  matcher: [
    '/api/:path*',
    '/auth/me',
    '/auth/sessions/:path*',
    '/auth/google/disconnect',
    {
      // Pages, the ones that do not exist included; not what is static or answers to everybody. A prefetch is left to
      // the page's own check: it must never cost a renewal.
      source:
        '/((?!api/|auth/|health/|_next/|\\.well-known/|icon\\.svg$|standalone\\.css$|favicon\\.ico$|openapi\\.json$|offline$|offline-worker[a-z-]*\\.js$).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
}

const pageMethods = ['GET', 'HEAD', 'POST']

function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`)
}

function isProtectedPage(path: string): boolean {
  return protectedPages.some((page) => isBelow(path, page))
}

function isRenewedApi(path: string): boolean {
  return renewedApis.some((api) => isBelow(path, api))
}

/** Lets the request through with `headers` in place of its own, and hands on what a renewal set. */
function pass(headers: Headers, renewal: Renewal | null): NextResponse {
  if (renewal && renewal.kind !== 'unavailable')
    headers.set('cookie', cookieHeaderWith(headers, renewal.kind === 'renewed' ? renewal : null))
  const response = NextResponse.next({ request: { headers } })
  if (renewal?.kind === 'renewed')
    Object.entries(noStore).forEach(([k, v]) => response.headers.set(k, v))
  return withSetCookies(response, renewal)
}

function withSetCookies<R extends Response>(response: R, renewal: Renewal | null): R {
  if (renewal && renewal.kind !== 'unavailable')
    for (const cookie of renewal.setCookies) response.headers.append('set-cookie', cookie)
  return response
}

async function guardApi(request: NextRequest): Promise<Response> {
  // A preflight carries no credentials (Fetch standard); the route answers it.
  if (request.method === 'OPTIONS') return NextResponse.next()
  const credentials = await readRequestCredentials(request.headers, new Date())
  // The hot path hands the request on as it is: rewriting its headers costs more than checking its token.
  if (credentials.kind === 'valid') return NextResponse.next()
  // GET /auth/me never mints a token.
  if (!isRenewedApi(request.nextUrl.pathname)) throw new AppError('invalid_token')
  const renewal = await renewThroughApi(request.headers, credentials.refreshToken)
  if (renewal.kind === 'renewed') return pass(new Headers(request.headers), renewal)
  if (renewal.kind === 'unavailable')
    throw new AppError('service_unavailable', { retryAfterSeconds: outageRetrySeconds })
  if (endsOnPage(request)) return toLogin(paths.account, renewal)
  const problem = toProblemResponse(new AppError('session_ended'), crypto.randomUUID())
  return withCors(request, withSetCookies(problem, renewal))
}

const followedByPeople: readonly string[] = [paths.googleDisconnect, paths.apiAccountExport]

/** A form posted without JavaScript, or a download: its person must not be left with a problem document. */
function endsOnPage({ nextUrl, headers }: NextRequest): boolean {
  return followedByPeople.includes(nextUrl.pathname) && headers.get('sec-fetch-mode') === 'navigate'
}

async function answerApi(request: NextRequest): Promise<Response> {
  try {
    return await guardApi(request)
  } catch (error) {
    const known =
      error instanceof AppError ? error : new AppError('internal_error', { cause: error })
    if (known.status === 401 && endsOnPage(request)) return toLogin(paths.account, null)
    if (known.status === 503 && endsOnPage(request))
      return toOutage(request, paths.account, crypto.randomUUID())
    return withCors(request, toProblemResponse(known, crypto.randomUUID()))
  }
}

function toLogin(next: string, renewal: Renewal | null): Response {
  const reason = renewal?.kind === 'ended' ? renewal.reason : undefined
  const location = env().AUTH_URL + paths.login(next, reason)
  const response = new NextResponse(null, { status: 303, headers: { location, ...noStore } })
  return withSetCookies(response, renewal)
}

function toOutage({ headers }: NextRequest, path: string, requestId: string): Response {
  return outageResponse({ dangerousPath: path, preferences: preferencesOf(headers), requestId })
}

async function renewalFor(request: NextRequest): Promise<Renewal | null> {
  const refreshToken = readCookie(request.headers, sessionCookieName())
  return refreshToken ? renewThroughApi(request.headers, refreshToken) : null
}

async function hasAccess(request: NextRequest): Promise<boolean> {
  const accessToken = readCookie(request.headers, accessCookieName())
  return accessToken !== null && (await verifyAccessToken(accessToken, new Date())) !== null
}

async function guardPage(request: NextRequest, headers: Headers): Promise<Response> {
  if (!pageMethods.includes(request.method)) {
    const problem = new AppError('method_not_allowed', { allow: pageMethods })
    return toProblemResponse(problem, headers.get(requestIdHeader)!)
  }
  const isRead = request.method !== 'POST'
  // A Server Action's POST carries the cookie wherever it comes from; Next itself lets one without Origin through.
  if (!isRead && !isTrustedCaller(request.headers)) {
    const problem = new AppError('untrusted_caller')
    return toProblemResponse(problem, headers.get(requestIdHeader)!)
  }
  // With `Referrer-Policy: no-referrer` a browser posts a form with `Origin: null` (Fetch standard), which Next takes for a
  // foreign page. No page can forge Sec-Fetch-Site, so what it proves is put in the words that Next reads.
  if (request.headers.get('sec-fetch-site') === 'same-origin') headers.set('origin', env().AUTH_URL)
  const isProtected = isProtectedPage(request.nextUrl.pathname)
  if (await hasAccess(request)) return pass(headers, null)
  const path = request.nextUrl.pathname + request.nextUrl.search
  const requestId = headers.get(requestIdHeader)!
  const isAhead = isPrefetch(request.headers)
  // Not a success, so that the browser asks again when the person really goes there.
  if (isAhead && isProtected) return toOutage(request, path, requestId)
  const renewal = isAhead ? null : await renewalFor(request)
  if (renewal?.kind === 'renewed' || !isProtected) return pass(headers, renewal)
  return renewal?.kind === 'unavailable'
    ? toOutage(request, path, requestId)
    : toLogin(path, renewal)
}

async function answerPage(request: NextRequest): Promise<Response> {
  const policy = pagePolicy(createNonce(), { isDevelopment })
  const headers = new Headers(request.headers)
  headers.set(requestIdHeader, crypto.randomUUID())
  // A page takes its nonce from the request's policy: whatever the caller put there is replaced or removed.
  headers.set('content-security-policy', policy)
  headers.delete('content-security-policy-report-only')
  const response = await guardPage(request, headers)
  response.headers.set('content-security-policy', policy)
  response.headers.set(requestIdHeader, headers.get(requestIdHeader)!)
  return response
}

export function middleware(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname
  return isRenewedApi(path) || path === paths.me ? answerApi(request) : answerPage(request)
}
