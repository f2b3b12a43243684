// GET /auth/callback/google. Guarantees that a callback counts once, only in the browser that started it, and that every
// failure ends on the login page with a code from the closed list, leaving no row, no session cookie and no open
// transaction behind.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { paths } from '@/lib/config/paths'
import { db } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { identityScope, toGrantedScopes } from '@/lib/google/scopes'
import { AppError } from '@/lib/errors'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { log } from '@/lib/log/logger'
import { accessTokenLifetime, mintAccessToken } from '@/lib/session/access-token'
import { openRefreshToken } from '@/lib/session/refresh-token'
import { sealAccountHint } from './account-hint'
import { type TokenAnswer, completeCodeFlow } from './authjs'
import { clearedLoginCookie, readCookie, sessionCookieName, sessionCookies } from './cookies'
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
import { markLoginUsed } from './used-login-store'

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

async function claimTransaction(
  request: Request,
  query: URLSearchParams,
  now: Date,
): Promise<LoginTransaction> {
  const state = query.get('state')
  const transaction = state ? await findTransaction(request.headers, state, now) : null
  if (!state || !transaction) throw new LoginRefused('link_expired')
  if (!(await markLoginUsed(stateHash(state), loginTransactionSeconds)))
    throw new LoginRefused('link_expired')
  return transaction
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
    return registerSignIn(claims, grant, deviceOf(request.headers), replaced?.sessionId ?? null)
  }
  return completeCodeFlow(query, transaction, onTokens)
}

function isOutage(error: unknown): boolean {
  return error instanceof AppError ? error.code === 'service_unavailable' : isUnavailable(error)
}

function toRefusal(error: unknown): LoginRefused {
  if (error instanceof LoginRefused) return error
  if (error instanceof ProviderUnavailable)
    return new LoginRefused('provider_unavailable', { cause: error })
  if (isOutage(error)) return new LoginRefused('service_unavailable', { cause: error })
  return new LoginRefused('sign_in_failed', { cause: error })
}

async function recordRefusal(
  refusal: LoginRefused,
  request: Request,
  requestId: string,
): Promise<void> {
  const cause = refusal.cause === undefined ? {} : { error: refusal.cause }
  log.warn('sign-in refused', { requestId, reason: refusal.code, ...cause })
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
  let transaction: LoginTransaction | null = null
  try {
    const query = parseQuery(request)
    transaction = await claimTransaction(request, query, now)
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
