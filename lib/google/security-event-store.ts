// The statements of Cross-Account Protection: which events were acted on, and what they do to an account.
import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import { wipedTokens } from './grant-store'
import type { TokenLookup } from './refresh-token-index'

/**
 * Claims an event for this transaction: of several deliveries at once, the others wait until it has ended and find
 * the event taken, or, where it failed, take it themselves.
 */
export async function claimSecurityEvent(
  transaction: Transaction,
  jti: string,
  type: string,
): Promise<boolean> {
  const { count } = await transaction.securityEvent.createMany({
    data: [{ jti, type }],
    skipDuplicates: true,
  })
  return count === 1
}

/**
 * @param happenedAt an event that is older than one already acted on changes nothing
 * @returns whether it changed anything
 */
export async function setGoogleBlocked(
  transaction: Transaction,
  accountId: string,
  isBlocked: boolean,
  happenedAt: Date,
): Promise<boolean> {
  const { count } = await transaction.account.updateMany({
    where: {
      id: accountId,
      OR: [{ googleStatusAt: null }, { googleStatusAt: { lte: happenedAt } }],
    },
    data: { googleBlockedAt: isBlocked ? happenedAt : null, googleStatusAt: happenedAt },
  })
  return count === 1
}

export type RevokedGrant = { accountId: string; userId: string }

/** Wipes the tokens that Google has revoked, and says whose; the next use asks for consent again. */
export async function wipeRevokedTokens(
  transaction: Transaction,
  which: { accountId: string } | TokenLookup,
): Promise<RevokedGrant[]> {
  const found = await transaction.account.findMany({
    where: {
      AND: [
        toCondition(which),
        { OR: [{ sealedRefreshToken: { not: null } }, { sealedAccessToken: { not: null } }] },
      ],
    },
    select: { id: true, userId: true, refreshTokenDigest: true },
  })
  const wiped: RevokedGrant[] = []
  for (const { id, userId, refreshTokenDigest } of found) {
    const { count } = await transaction.account.updateMany({
      // A consent that came in between has brought another token.
      where: { id, refreshTokenDigest },
      data: { ...wipedTokens, needsReconsent: true },
    })
    if (count === 1) wiped.push({ accountId: id, userId })
  }
  return wiped
}

function toCondition(which: { accountId: string } | TokenLookup) {
  if ('accountId' in which) return { id: which.accountId }
  if ('digest' in which) return { refreshTokenDigest: which.digest }
  return { refreshTokenPrefixMac: { in: which.prefixMacs } }
}
