// GET /auth/callback/google. Guarantees that a callback counts once, only in the browser that started it, and that every
// failure ends on the login page with a code from the closed list, leaving no row, no session cookie and no open
// transaction behind.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { paths } from '@/lib/config/paths'
import { markOnce } from '@/lib/counters/counters'
import { db } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { identityScope, toGrantedScopes } from '@/lib/google/scopes'
import { AppError } from '@/lib/errors'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { databaseDeadlineMs, withinDeadline } from '@/lib/http/deadline'
import { requestIdOf } from '@/lib/http/request-id'
import { isNavigation, tooManyRequestsPage } from '@/lib/http/too-many-requests-page'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { accessTokenLifetime, mintAccessToken } from '@/lib/session/access-token'
import { openRefreshToken } from '@/lib/session/refresh-token'
import { sealAccountHint } from './account-hint'
import { type TokenAnswer, completeCodeFlow } from './authjs'
import { clearedLoginCookie, readCookie, sessionCookieName, sessionCookies } from './cookies'
import { finishConnect } from './finish-connect'
import { verifyIdToken } from './id-token'
import { LoginRefused } from './login-refused'
import {
  type LoginTransaction,
  findTransaction,
  loginTransactionSeconds,
  stateHash,
  transactionId,
} from './login-transaction'
import { type SignInDevice, type SignedIn, registerSignIn } from './register-sign-in'
import { seeOther } from './see-other'
import { isLoginUsed } from './used-login-store'
import { preferencesOf } from '@/lib/preferences/preferences'

const maxUserAgentLength = 512
// RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6: what the provider says when it, not the person, is at fault.
const providerTrouble = new Set(['server_error', 'temporarily_unavailable'])

// RFC 6749 §3.1: parameters must not be included more than once.
function parseQuery(request: Request): URLSearchParams {
  const { searchParams } = new URL(request.url)
  const names = [...searchParams.keys()]
  if (new Set(names).size !== names.length) throw new LoginRefused('sign_in_failed')
  return searchParams
}

/** @returns what a person gets who is over the limit: the way to the login page, from where they come back to `next` */
async function refuseBeyondLimit(
  request: Request,
  transaction: LoginTransaction | null,
): Promise<Response | null> {
  const address = clientAddress(request.headers)
  try {
    await requireWithinLimit(transaction ? 'callback' : 'callback_stray', { address })
    return null
  } catch (error) {
    if (error instanceof AppError && transaction && isNavigation(request))
      return tooManyRequestsPage(error, transaction.next, preferencesOf(request.headers))
    throw error
  }
}

/**
 * Two locks before the code is spent; the third is the row that is written together with the session. The mark may be
 * lost with the Redis that holds it; then the row still knows a finished login, so that its code is not sent again
 * (RFC 6749 §4.1.2: a provider may withdraw the tokens of a code that comes twice).
 */
async function claimOnce(loginId: Buffer<ArrayBuffer>): Promise<void> {
  if (await isLoginUsed(loginId)) throw new LoginRefused('link_expired')
  const subject = loginId.toString('base64url')
  if (!(await markOnce('login_callback', subject, loginTransactionSeconds)))
    throw new LoginRefused('link_expired')
}

function refuseProviderError(error: string): never {
  if (error === 'access_denied') throw new LoginRefused('cancelled')
  throw new LoginRefused(providerTrouble.has(error) ? 'provider_unavailable' : 'sign_in_failed')
}

function deviceOf(headers: Headers): SignInDevice {
  return {
    userAgent: headers.get('user-agent')?.slice(0, maxUserAgentLength) ?? null,
    truncatedAddress: truncateAddress(clientAddress(headers)),
  }
}

async function signIn(
  request: Request,
  query: URLSearchParams,
  transaction: LoginTransaction,
  now: Date,
): Promise<SignedIn> {
  const replaced = await openRefreshToken(readCookie(request.headers, sessionCookieName()) ?? '')
  async function onTokens(answer: TokenAnswer): Promise<SignedIn> {
    if (!answer.id_token || !answer.access_token) throw new LoginRefused('sign_in_failed')
    const claims = await verifyIdToken(answer.id_token, transaction.nonce, now)
    const grant = {
      accessToken: answer.access_token,
      accessTokenExpiresAt: answer.expires_at ? new Date(answer.expires_at * 1_000) : null,
      refreshToken: answer.refresh_token ?? null,
      scopes: toGrantedScopes(answer.scope, identityScope),
    }
    const loginId = stateHash(transaction.state)
    const replacedId = replaced?.sessionId ?? null
    const device = deviceOf(request.headers)
    const registering = registerSignIn(claims, grant, loginId, device, replacedId)
    return withinDeadline(registering, databaseDeadlineMs)
  }
  return completeCodeFlow(query, transaction, onTokens)
}

function toRefusal(error: unknown): LoginRefused {
  if (error instanceof LoginRefused) return error
  if (error instanceof ProviderUnavailable)
    return new LoginRefused('provider_unavailable', { cause: error })
  if (isUnavailable(error)) return new LoginRefused('service_unavailable', { cause: error })
  return new LoginRefused('sign_in_failed', { cause: error })
}

async function recordRefusal(
  refusal: LoginRefused,
  request: Request,
  requestId: string,
): Promise<void> {
  const cause = refusal.cause === undefined ? {} : { error: refusal.cause }
  log.warn('sign-in refused', { requestId, reason: refusal.code, ...cause })
  // The person has waited for the database once already.
  if (refusal.code === 'service_unavailable') return
  try {
    await recordAuditEvent(db(), {
      type: 'sign_in_refused',
      reason: refusal.code,
      truncatedAddress: truncateAddress(clientAddress(request.headers)),
    })
  } catch (error) {
    // The person is told why either way; a refusal must not turn into a crash because the log is down.
    log.error('refused sign-in not recorded', { requestId, error })
  }
}

async function answerRefusal(
  refusal: LoginRefused,
  request: Request,
  state: string | null,
  next: string | undefined,
  now: Date,
): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  await recordRefusal(refusal, request, requestId)
  // A person who changed their mind has met no fault, and needs no reference to report one.
  const ref = refusal.code === 'cancelled' ? undefined : requestId
  const account = refusal.account ? await sealAccountHint(refusal.account, now) : undefined
  const cookies = state ? [clearedLoginCookie(transactionId(state))] : []
  return seeOther(paths.loginWith({ error: refusal.code, next, account, ref }), cookies)
}

export async function finishLogin(request: Request, now: Date): Promise<Response> {
  const state = new URL(request.url).searchParams.get('state')
  const transaction = state ? await findTransaction(request.headers, state, now) : null
  const refusal = await refuseBeyondLimit(request, transaction)
  if (refusal) return refusal
  try {
    const query = parseQuery(request)
    if (!transaction) throw new LoginRefused('link_expired')
    await withinDeadline(claimOnce(stateHash(transaction.state)), databaseDeadlineMs)
    const { connect } = transaction
    if (connect) return await finishConnect(request, query, { ...transaction, connect }, now)
    const error = query.get('error')
    if (error !== null) refuseProviderError(error)
    const { refreshToken, sessionSeconds, subject } = await signIn(request, query, transaction, now)
    const accessTokenSeconds = accessTokenLifetime(sessionSeconds)
    const cookies = sessionCookies({
      refreshToken: refreshToken.rawToken,
      sessionSeconds,
      accessToken: await mintAccessToken(subject, now, accessTokenSeconds),
      accessTokenSeconds,
    })
    return seeOther(transaction.next, [...cookies, clearedLoginCookie(transactionId(state!))])
  } catch (error) {
    return answerRefusal(toRefusal(error), request, state, transaction?.next, now)
  }
}
