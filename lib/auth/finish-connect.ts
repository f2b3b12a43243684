// The callback of a further consent. Guarantees that it signs nobody in and links nothing: the session that began it must
// still be this browser's, and the account Google speaks of must be the linked one, by issuer and subject, from a verified
// ID token. What was granted is taken from Google's answer, never from what was asked. Every end is a page of ours with a
// code from the closed list.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import { type GoogleGrant, findHeldTokens, storeConsent } from '@/lib/google/grant-store'
import { googleScopes, hasScope, identityScope, toGrantedScopes } from '@/lib/google/scopes'
import { log } from '@/lib/log/logger'
import { type TokenAnswer, exchangeCode } from './authjs'
import { toConnectFailure } from './connect-failure'
import { type ConnectOutcome, withOutcome } from './connect-outcomes'
import { clearedLoginCookie } from './cookies'
import { verifyIdToken } from './id-token'
import { type LoginTransaction, transactionId } from './login-transaction'
import { seeOther } from './see-other'
import { sessionOfNavigation } from './session-of-navigation'

export type Connect = NonNullable<LoginTransaction['connect']>

// RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6: what the provider says when it, not the person, is at fault.
const providerTrouble = ['server_error', 'temporarily_unavailable']

function toOutcome(providerError: string): ConnectOutcome {
  if (providerError === 'access_denied') return 'cancelled'
  return providerTrouble.includes(providerError) ? 'provider_unavailable' : 'failed'
}

function toGrant(answer: TokenAnswer, { scope }: Connect): GoogleGrant {
  return {
    accessToken: answer.access_token!,
    accessTokenExpiresAt: answer.expires_at ? new Date(answer.expires_at * 1_000) : null,
    refreshToken: answer.refresh_token ?? null,
    scopes: toGrantedScopes(answer.scope, `${identityScope} ${googleScopes[scope].scope}`),
  }
}

async function takeConsent(
  answer: TokenAnswer,
  { nonce }: LoginTransaction,
  connect: Connect,
  now: Date,
): Promise<ConnectOutcome> {
  if (!answer.id_token || !answer.access_token) return 'failed'
  const { sub } = await verifyIdToken(answer.id_token, nonce, now)
  const held = await findHeldTokens(connect.userId)
  // The tokens are forgotten, not withdrawn: that would end the connection of whoever uses that account here.
  if (sub !== held?.subject) return 'other_account'
  const grant = toGrant(answer, connect)
  const isGranted = hasScope(grant.scopes, connect.scope)
  const { userId, sessionId, scope } = connect
  await db().$transaction(async (transaction) => {
    await storeConsent(transaction, held.accountId, grant)
    if (isGranted)
      await recordAuditEvent(transaction, {
        type: 'consent_granted',
        ...{ userId, sessionId, reason: scope },
      })
  })
  return isGranted ? 'connected' : 'not_granted'
}

async function recordRefusal(outcome: ConnectOutcome, connect: Connect): Promise<void> {
  const { userId, sessionId } = connect
  try {
    const event = { type: 'consent_refused', userId, sessionId, reason: outcome } as const
    await recordAuditEvent(db(), event)
  } catch (error) {
    // The person is told either way.
    log.error('refused consent not recorded', { error })
  }
}

async function outcomeOf(
  query: URLSearchParams,
  transaction: LoginTransaction,
  connect: Connect,
  now: Date,
): Promise<ConnectOutcome> {
  const error = query.get('error')
  if (error !== null) return toOutcome(error)
  return exchangeCode(query, transaction, (answer) =>
    takeConsent(answer, transaction, connect, now),
  )
}

/** @param transaction claimed: nobody else finishes it */
export async function finishConnect(
  request: Request,
  query: URLSearchParams,
  transaction: LoginTransaction & { connect: Connect },
  now: Date,
): Promise<Response> {
  const { connect, next, state } = transaction
  const cookies = [clearedLoginCookie(transactionId(state))]
  let outcome: ConnectOutcome
  try {
    const session = await sessionOfNavigation(request.headers, now)
    cookies.push(...(session?.cookies ?? []))
    const isSame = session?.sessionId === connect.sessionId && session.userId === connect.userId
    outcome = isSame ? await outcomeOf(query, transaction, connect, now) : 'session_changed'
  } catch (error) {
    outcome = toConnectFailure(error)
    log.warn('consent not taken', { outcome, error })
  }
  if (outcome !== 'connected') await recordRefusal(outcome, connect)
  return seeOther(withOutcome(next, outcome), cookies)
}
