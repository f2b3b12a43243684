import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import { sealGoogleToken } from './vault'

/** What the token endpoint handed over at a sign-in. `expiresAt` is null where Google did not say. */
export type GoogleGrant = {
  accessToken: string
  accessTokenExpiresAt: Date | null
  refreshToken: string | null
  scopes: string[]
}

/** Keeps the newest grant, sealed. A sign-in without a refresh token leaves the stored one alone. */
export async function storeGrant(
  transaction: Transaction,
  accountId: string,
  grant: GoogleGrant,
): Promise<void> {
  await transaction.account.update({
    where: { id: accountId },
    data: {
      sealedAccessToken: await sealGoogleToken(accountId, 'access_token', grant.accessToken),
      accessTokenExpiresAt: grant.accessTokenExpiresAt,
      grantedScopes: grant.scopes,
      ...(grant.refreshToken && {
        sealedRefreshToken: await sealGoogleToken(accountId, 'refresh_token', grant.refreshToken),
        needsReconsent: false,
      }),
    },
  })
}
