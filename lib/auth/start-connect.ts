// GET /auth/google/connect?scope=NAME&next=/path: asks Google for one more permission. Guarantees that only a person's
// own navigation of a signed-in session begins it, that it asks for the account that is linked, and that its transaction
// is of a kind that can neither sign anybody in nor link another account (finish-connect.ts).
import 'server-only'
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { type HeldTokens, findHeldTokens } from '@/lib/google/grant-store'
import { type ScopeName, googleScopes, identityScope, toScopeName } from '@/lib/google/scopes'
import { openGoogleToken } from '@/lib/google/vault'
import { noStore } from '@/lib/http/cache-control'
import { comesFromElsewhere, requireNavigation } from '@/lib/http/navigation'
import { toSafePath } from '@/lib/http/safe-path'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { beginCodeFlow } from './authjs'
import { toConnectFailure } from './connect-failure'
import { withOutcome } from './connect-outcomes'
import { openTransaction } from './login-transaction'
import { seeOther } from './see-other'
import { type NavigationSession, sessionOfNavigation } from './session-of-navigation'

const navigationOnly =
  'A permission is asked for by a navigation, not by a prefetch, a frame or a sub-resource.'

/** Google gives a refresh token to somebody who has consented before only if it must show the page again. */
async function needsConsentPage(held: HeldTokens): Promise<boolean> {
  if (!held.sealedRefreshToken || held.needsReconsent) return true
  const { kind } = await openGoogleToken(held.accountId, 'refresh_token', held.sealedRefreshToken)
  return kind !== 'opened'
}

async function toParameters(scope: ScopeName, held: HeldTokens): Promise<Record<string, string>> {
  return {
    scope: `${identityScope} ${googleScopes[scope].scope}`,
    include_granted_scopes: 'true',
    // `sub` is a hint that Google takes as well as an address, and tells nobody anything.
    login_hint: held.subject,
    ...((await needsConsentPage(held)) && { prompt: 'consent' }),
  }
}

async function redirectToGoogle(
  request: Request,
  { session, scope, next }: { session: NavigationSession; scope: ScopeName; next: string },
  now: Date,
): Promise<Response> {
  const held = await findHeldTokens(session.userId)
  if (!held) return seeOther(withOutcome(next, 'failed'), session.cookies)
  const { authorizationUrl, ...checks } = await beginCodeFlow(await toParameters(scope, held))
  const { userId, sessionId } = session
  const connect = { userId, sessionId, scope }
  const transaction = { ...checks, next, startedAt: now.getTime(), connect }
  const opened = await openTransaction(request.headers, transaction, now)
  const response = new Response(null, {
    status: 303,
    headers: { location: authorizationUrl, ...noStore, 'x-robots-tag': 'noindex' },
  })
  for (const cookie of [...session.cookies, ...opened])
    response.headers.append('set-cookie', cookie)
  return response
}

export async function startConnect(request: Request, now: Date): Promise<Response> {
  requireNavigation(request.headers, navigationOnly)
  const { searchParams } = new URL(request.url)
  const next = toSafePath(searchParams.get('next') ?? paths.account)
  // Another site may not send a person to Google's consent page in our name: our own page comes first.
  if (comesFromElsewhere(request.headers)) return seeOther(next)
  const session = await sessionOfNavigation(request.headers, now)
  if (!session) return seeOther(paths.login(next))
  const scope = toScopeName(searchParams.get('scope'))
  if (!scope) return seeOther(withOutcome(next, 'failed'), session.cookies)
  try {
    await requireWithinLimit('connect', { user: session.userId })
    return await redirectToGoogle(request, { session, scope, next }, now)
  } catch (error) {
    // A page of its own says so; but a renewed session's cookies must reach the browser, whatever became of the rest.
    const isRefused = error instanceof AppError && error.code === 'too_many_requests'
    if (isRefused && session.cookies.length === 0) throw error
    log.warn('consent could not begin', { issuer: env().AUTH_GOOGLE_ISSUER, error })
    return seeOther(withOutcome(next, toConnectFailure(error)), session.cookies)
  }
}
