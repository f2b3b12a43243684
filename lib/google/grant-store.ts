// The statements on what an account holds of Google's. The database's clock judges how old a token is and how long a
// renewal may take. Nothing but a sealed token is ever written.
import 'server-only'
import { env } from '@/lib/config/env'
import { dbPool } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { replacesHeldGrant } from './grant-rules'
import { toRefreshTokenIndex } from './refresh-token-index'
import { sealGoogleToken } from './vault'

/** What the token endpoint handed over. `accessTokenExpiresAt` is null where Google did not say. */
export type GoogleGrant = {
  accessToken: string
  accessTokenExpiresAt: Date | null
  refreshToken: string | null
  scopes: string[]
}

async function toColumns(accountId: string, grant: GoogleGrant) {
  return {
    sealedAccessToken: await sealGoogleToken(accountId, 'access_token', grant.accessToken),
    accessTokenExpiresAt: grant.accessTokenExpiresAt,
    grantedScopes: grant.scopes,
    // A renewal that is under way was begun with the grant of before: its outcome must not overwrite this one.
    renewalId: null,
    renewingUntil: null,
    ...(grant.refreshToken && {
      sealedRefreshToken: await sealGoogleToken(accountId, 'refresh_token', grant.refreshToken),
      ...(await toRefreshTokenIndex(grant.refreshToken)),
    }),
  }
}

/** Keeps what a sign-in brought where it takes nothing away (grant-rules.ts). */
export async function storeGrant(
  transaction: Transaction,
  accountId: string,
  grant: GoogleGrant,
): Promise<void> {
  const held = await transaction.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { sealedRefreshToken: true, grantedScopes: true, needsReconsent: true },
  })
  const hasRefreshToken = held.sealedRefreshToken !== null
  const { grantedScopes: scopes, needsReconsent } = held
  if (!replacesHeldGrant({ hasRefreshToken, scopes, needsReconsent }, grant)) return
  const data = { ...(await toColumns(accountId, grant)), needsReconsent: false }
  await transaction.account.update({ where: { id: accountId }, data })
}

/** Keeps what a further consent brought: it is all the person grants now, be it more or less than before. */
export async function storeConsent(
  transaction: Transaction,
  accountId: string,
  grant: GoogleGrant,
): Promise<void> {
  const columns = await toColumns(accountId, grant)
  const { count } = await transaction.account.updateMany({
    // Without a refresh token of its own, it must be able to rely on one that is there.
    where: { id: accountId, ...(grant.refreshToken ? {} : { sealedRefreshToken: { not: null } }) },
    data: { ...columns, needsReconsent: false },
  })
  if (count === 0) throw new Error('a consent without a refresh token, and none is stored')
}

export type HeldTokens = {
  accountId: string
  subject: string
  sealedAccessToken: string | null
  sealedRefreshToken: string | null
  grantedScopes: string[]
  needsReconsent: boolean
  /** Good for another minute at least. */
  isFresh: boolean
  /** Renewed less than a minute ago. */
  isNew: boolean
}

/** @returns null where the user has no account of the configured issuer */
export async function findHeldTokens(userId: string): Promise<HeldTokens | null> {
  const { rows } = await dbPool().query<HeldTokens>({
    name: 'google-tokens-find',
    text: `SELECT id AS "accountId", subject, sealed_access_token AS "sealedAccessToken",
        sealed_refresh_token AS "sealedRefreshToken", granted_scopes AS "grantedScopes",
        needs_reconsent AS "needsReconsent",
        COALESCE(access_token_expires_at > now() + interval '60 seconds', true) AS "isFresh",
        COALESCE(renewed_at > now() - interval '60 seconds', false) AS "isNew"
      FROM accounts WHERE user_id = $1 AND issuer = $2 ORDER BY id LIMIT 1`,
    values: [userId, env().AUTH_GOOGLE_ISSUER],
  })
  return rows[0] ?? null
}

/**
 * Claims the renewal of exactly the tokens that were read: somebody who renewed them since, or is about to, wins.
 * @param leaseSeconds how long nobody else begins, should this process die
 */
export async function claimRenewal(
  held: HeldTokens,
  renewalId: string,
  leaseSeconds: number,
): Promise<boolean> {
  const { rowCount } = await dbPool().query(
    `UPDATE accounts SET renewal_id = $2, renewing_until = now() + make_interval(secs => $3)
     WHERE id = $1 AND sealed_refresh_token = $4 AND sealed_access_token IS NOT DISTINCT FROM $5
       AND NOT needs_reconsent AND (renewing_until IS NULL OR renewing_until <= now())`,
    [held.accountId, renewalId, leaseSeconds, held.sealedRefreshToken, held.sealedAccessToken],
  )
  return rowCount === 1
}

export async function isBeingRenewed(accountId: string): Promise<boolean> {
  const { rowCount } = await dbPool().query({
    name: 'google-tokens-renewing',
    text: 'SELECT 1 FROM accounts WHERE id = $1 AND renewing_until > now()',
    values: [accountId],
  })
  return rowCount === 1
}

/** Lets the next one try: nothing came of this renewal. */
export async function releaseRenewal(accountId: string, renewalId: string): Promise<void> {
  await dbPool().query(
    'UPDATE accounts SET renewal_id = NULL, renewing_until = NULL WHERE id = $1 AND renewal_id = $2',
    [accountId, renewalId],
  )
}

export type RenewedTokens = {
  accessToken: string
  /** null where Google did not say. */
  expiresInSeconds: number | null
  /** A rotated one; null keeps the stored one. */
  refreshToken: string | null
  /** null keeps the stored ones. */
  scopes: string[] | null
}

/** @returns false where the grant was replaced, withdrawn or claimed by another renewal meanwhile */
export async function storeRenewal(
  accountId: string,
  renewalId: string,
  { accessToken, expiresInSeconds, refreshToken, scopes }: RenewedTokens,
): Promise<boolean> {
  const sealedRefreshToken =
    refreshToken && (await sealGoogleToken(accountId, 'refresh_token', refreshToken))
  const index = refreshToken === null ? null : await toRefreshTokenIndex(refreshToken)
  const { rowCount } = await dbPool().query(
    `UPDATE accounts SET sealed_access_token = $3,
       access_token_expires_at = now() + make_interval(secs => $4),
       sealed_refresh_token = COALESCE($5, sealed_refresh_token),
       granted_scopes = COALESCE($6, granted_scopes),
       refresh_token_digest = COALESCE($7, refresh_token_digest),
       refresh_token_prefix_mac = COALESCE($8, refresh_token_prefix_mac),
       renewed_at = now(), renewal_id = NULL, renewing_until = NULL
     WHERE id = $1 AND renewal_id = $2`,
    [
      accountId,
      renewalId,
      await sealGoogleToken(accountId, 'access_token', accessToken),
      expiresInSeconds,
      sealedRefreshToken,
      scopes,
      index?.refreshTokenDigest,
      index?.refreshTokenPrefixMac,
    ],
  )
  return rowCount === 1
}

/** What an account holds when its tokens are gone. A renewal that is under way finds nothing to write to. */
export const wipedTokens = {
  sealedAccessToken: null,
  sealedRefreshToken: null,
  refreshTokenDigest: null,
  refreshTokenPrefixMac: null,
  accessTokenExpiresAt: null,
  renewalId: null,
  renewingUntil: null,
}

/**
 * The connection is lost: the tokens go, and what had been granted stays to be asked for again.
 * @param sealedRefreshToken the one that was found to be dead, as it stands in the row
 * @returns false where somebody else has noticed before, or the person has consented anew
 */
export async function markLost(
  transaction: Transaction,
  accountId: string,
  sealedRefreshToken: string,
): Promise<boolean> {
  const { count } = await transaction.account.updateMany({
    where: { id: accountId, sealedRefreshToken, needsReconsent: false },
    data: { ...wipedTokens, needsReconsent: true },
  })
  return count === 1
}

/** Tokens and scopes are gone, as if nothing had ever been granted. @returns false where there was nothing */
export async function wipeGrant(transaction: Transaction, accountId: string): Promise<boolean> {
  const { count } = await transaction.account.updateMany({
    where: {
      id: accountId,
      OR: [
        { sealedAccessToken: { not: null } },
        { sealedRefreshToken: { not: null } },
        { needsReconsent: true },
        { grantedScopes: { isEmpty: false } },
      ],
    },
    data: { ...wipedTokens, grantedScopes: [], needsReconsent: false },
  })
  return count === 1
}
