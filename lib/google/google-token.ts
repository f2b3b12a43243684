// A user's Google access token, for the gateway and for nothing that answers a browser. Guarantees: at most one renewal
// at a time for an account however many requests and replicas ask; a rotated refresh token is stored before anybody uses
// what came with it; only `invalid_grant`, another person's tokens and a ciphertext that cannot open end a connection,
// once and with an audit event, while any trouble keeps it and is a 503. No database connection waits for Google
// (docs/decisions/0017).
import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { isBehindSecretRoll } from '@/lib/config/secrets'
import { db } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { log } from '@/lib/log/logger'
import { googleUnavailable, reconnectRequired, scopeRequired } from './google-problems'
import {
  type HeldTokens,
  type RenewedTokens,
  claimRenewal,
  findHeldTokens,
  isBeingRenewed,
  markLost,
  releaseRenewal,
  storeRenewal,
} from './grant-store'
import { ProviderUnavailable } from './provider-fetch'
import { type Renewal, renewTokens } from './renew-tokens'
import { type ScopeName, hasScope } from './scopes'
import { openGoogleToken } from './vault'

// Longer than a renewal can take, so that it lapses only with the process that held it.
const leaseSeconds = 20
const waitMs = 10_000
const pollMs = 100
const storeAttempts = 3

/** `rawToken` goes into a request to Google and nowhere else. */
export type GoogleToken = { rawToken: string; scopes: readonly string[] }

type LossReason = 'invalid_grant' | 'identity_changed' | 'unreadable'

/** Marks the connection as lost, and says so once. */
async function loseGrant(
  userId: string,
  accountId: string,
  sealedRefreshToken: string,
  reason: LossReason,
): Promise<void> {
  const isFirst = await db().$transaction(async (transaction) => {
    const lost = await markLost(transaction, accountId, sealedRefreshToken)
    if (lost) await recordAuditEvent(transaction, { type: 'reconsent_needed', userId, reason })
    return lost
  })
  if (isFirst) log.warn('google connection lost', { accountId, reason })
}

// What Google has handed over exists nowhere else: a database that hiccups gets another chance to take it.
async function storeSurely(
  accountId: string,
  renewalId: string,
  tokens: RenewedTokens,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await storeRenewal(accountId, renewalId, tokens)
    } catch (error) {
      if (attempt === storeAttempts || !isUnavailable(error)) throw error
      await sleep(attempt * 200)
    }
  }
}

/** What waits for a renewal learns: values and no errors, since pages and route handlers share the wait, not their classes. */
type Outcome =
  | { kind: 'token'; token: GoogleToken }
  /** Something has changed in the row, here or elsewhere: it is to be read again. */
  | { kind: 'changed' }
  | { kind: 'unavailable' }
  /** No secret that is here opens it. */
  | { kind: 'unreadable' }

const changed: Outcome = { kind: 'changed' }

async function settle(
  userId: string,
  held: HeldTokens,
  renewalId: string,
  renewal: Renewal,
): Promise<Outcome> {
  const { accountId, sealedRefreshToken, grantedScopes } = held
  if (renewal.kind !== 'renewed') {
    await loseGrant(userId, accountId, sealedRefreshToken!, renewal.kind)
    return changed
  }
  const { accessToken: rawToken, scopes } = renewal.tokens
  const isStored = await storeSurely(accountId, renewalId, renewal.tokens)
  return isStored
    ? { kind: 'token', token: { rawToken, scopes: scopes ?? grantedScopes } }
    : changed
}

async function renewClaimed(
  userId: string,
  held: HeldTokens,
  renewalId: string,
  refreshToken: string,
): Promise<Outcome> {
  const { accountId, subject } = held
  try {
    return await settle(userId, held, renewalId, await renewTokens(refreshToken, subject))
  } catch (error) {
    // Should this fail too, the lease lapses by itself.
    await releaseRenewal(accountId, renewalId).catch(() => undefined)
    if (!(error instanceof ProviderUnavailable)) throw error
    log.warn('google token not renewed', { accountId, error })
    return { kind: 'unavailable' }
  }
}

/** Waits for the replica that renews at the moment. */
async function untilRenewed(accountId: string): Promise<Outcome> {
  const deadline = performance.now() + waitMs
  while (await isBeingRenewed(accountId)) {
    if (performance.now() > deadline) return { kind: 'unavailable' }
    await sleep(pollMs)
  }
  return changed
}

async function renew(userId: string, held: HeldTokens): Promise<Outcome> {
  const { accountId, sealedRefreshToken } = held
  const opened = await openGoogleToken(accountId, 'refresh_token', sealedRefreshToken!)
  if (opened.kind === 'unknown_key') return outcomeOfUnknownKey(accountId)
  if (opened.kind === 'refused') {
    await loseGrant(userId, accountId, sealedRefreshToken!, 'unreadable')
    return changed
  }
  const renewalId = randomUUID()
  if (!(await claimRenewal(held, renewalId, leaseSeconds))) return untilRenewed(accountId)
  return renewClaimed(userId, held, renewalId, opened.rawToken)
}

// Sealed by a replica that is ahead in a change of AUTH_SECRET, which passes; or under a secret that was taken away, which
// only a new consent repairs. Never a reason to throw the tokens away.
async function outcomeOfUnknownKey(accountId: string): Promise<Outcome> {
  log.error('google token sealed under a key that is not here', { accountId })
  return { kind: (await isBehindSecretRoll()) ? 'unavailable' : 'unreadable' }
}

// Pages and route handlers are bundled apart; the renewals under way must be one list for the process.
type Underway = Map<string, Promise<Outcome>>
const holder = globalThis as typeof globalThis & { gatehouseGoogleRenewals?: Underway }

/** One renewal, or one wait for another replica's, for all requests of this process. */
function renewOnce(userId: string, held: HeldTokens): Promise<Outcome> {
  const underway = (holder.gatehouseGoogleRenewals ??= new Map())
  const known = underway.get(held.accountId)
  if (known) return known
  const renewal = renew(userId, held).finally(() => underway.delete(held.accountId))
  underway.set(held.accountId, renewal)
  return renewal
}

/** The stored access token where it can be used as it is, else null. */
async function usableToken(
  held: HeldTokens,
  rejectedToken: string | null,
  scope: ScopeName,
): Promise<GoogleToken | null> {
  if (!held.sealedAccessToken) return null
  const opened = await openGoogleToken(held.accountId, 'access_token', held.sealedAccessToken)
  // The refresh token decides what becomes of it.
  if (opened.kind !== 'opened') return null
  if (opened.rawToken !== rejectedToken)
    return held.isFresh ? { rawToken: opened.rawToken, scopes: held.grantedScopes } : null
  // Fresh from a renewal and rejected all the same: another one would not help.
  if (held.isNew) throw reconnectRequired(scope)
  return null
}

function requireGranted(held: HeldTokens | null, scope: ScopeName): HeldTokens {
  if (!held || !hasScope(held.grantedScopes, scope)) throw scopeRequired(scope)
  if (held.needsReconsent) throw reconnectRequired(scope)
  return held
}

/**
 * @param rejectedToken what Google has just answered 401 to: renewed now, however fresh it looks
 * @throws {AppError} google_scope_required, google_reconnect_required, service_unavailable
 */
export async function getGoogleToken(
  userId: string,
  scope: ScopeName,
  rejectedToken: string | null = null,
): Promise<GoogleToken> {
  const deadline = performance.now() + waitMs
  for (;;) {
    const held = requireGranted(await findHeldTokens(userId), scope)
    const usable = await usableToken(held, rejectedToken, scope)
    if (usable) return usable
    if (!held.sealedRefreshToken) throw reconnectRequired(scope)
    const outcome = await renewOnce(userId, held)
    if (outcome.kind === 'token') return requireScope(outcome.token, scope)
    if (outcome.kind === 'unreadable') throw reconnectRequired(scope)
    if (outcome.kind === 'unavailable' || performance.now() > deadline) throw googleUnavailable()
  }
}

// A renewal tells what is still granted: a person may have taken a permission back at Google.
function requireScope(token: GoogleToken, scope: ScopeName): GoogleToken {
  if (!hasScope(token.scopes, scope)) throw scopeRequired(scope)
  return token
}
