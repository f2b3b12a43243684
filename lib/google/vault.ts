// Google's tokens at rest: sealed, and bound to the account and field they belong to, so that a ciphertext moved to
// another row or column, or changed in one bit, fails to open. Trusts AUTH_SECRET and its former values alone; a dump of
// the database opens nothing. It does not decide what becomes of an account whose tokens do not open (google-token.ts).
import 'server-only'
import { openSealed, sealJson } from '@/lib/config/sealed-json'

export type VaultField = 'access_token' | 'refresh_token'

/** What stands in the database in place of a token; nothing else makes a value of this type. */
export type SealedToken = string & { readonly __sealed: true }

export type OpenedToken =
  | { kind: 'opened'; rawToken: string; isCurrentKey: boolean }
  /** Altered, or moved here from another account or field: it will never open. */
  | { kind: 'refused' }
  /** Sealed under a secret this process does not have (yet, or any more). */
  | { kind: 'unknown_key' }

function contextOf(accountId: string, field: VaultField): string {
  return `account:${accountId}:${field}`
}

export async function sealGoogleToken(
  accountId: string,
  field: VaultField,
  rawToken: string,
): Promise<SealedToken> {
  const sealed = await sealJson('googleTokenVault', contextOf(accountId, field), rawToken)
  return sealed as SealedToken
}

export async function openGoogleToken(
  accountId: string,
  field: VaultField,
  sealed: string,
): Promise<OpenedToken> {
  const opened = await openSealed('googleTokenVault', contextOf(accountId, field), sealed)
  if (opened.kind !== 'opened') return opened
  if (typeof opened.value !== 'string') return { kind: 'refused' }
  return { kind: 'opened', rawToken: opened.value, isCurrentKey: opened.isCurrentKey }
}
