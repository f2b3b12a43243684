// Google's tokens at rest: sealed, and bound to the account and field they belong to, so that a ciphertext moved to
// another row or column fails to open.
import 'server-only'
import { sealJson } from '@/lib/config/sealed-json'

export type VaultField = 'access_token' | 'refresh_token'

/** What stands in the database in place of a token; nothing else makes a value of this type. */
export type SealedToken = string & { readonly __sealed: true }

export async function sealGoogleToken(
  accountId: string,
  field: VaultField,
  rawToken: string,
): Promise<SealedToken> {
  const context = `account:${accountId}:${field}`
  return (await sealJson('googleTokenVault', context, rawToken)) as SealedToken
}
