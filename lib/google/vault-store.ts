// The statements of re-sealing (reseal-vault.ts): in small batches, each row for itself, and only where a token is still
// the one that was read, so that a renewal or a sign-in at the same moment is never undone.
import 'server-only'
import { dbPool } from '@/lib/db/client'
import type { RefreshTokenIndex } from './refresh-token-index'
import type { SealedToken, VaultField } from './vault'

export type SealedRow = { accountId: string; field: VaultField; sealed: string }

const columns = {
  access_token: 'sealed_access_token',
  refresh_token: 'sealed_refresh_token',
} as const satisfies Record<VaultField, string>

/** @param after the last account id of the batch before; null begins */
export async function listSealed(
  after: string | null,
  limit: number,
): Promise<{ rows: SealedRow[]; last: string | null }> {
  const { rows } = await dbPool().query<{ id: string } & Record<VaultField, string | null>>(
    `SELECT id, sealed_access_token AS access_token, sealed_refresh_token AS refresh_token
     FROM accounts
     WHERE ($1::uuid IS NULL OR id > $1)
       AND (sealed_access_token IS NOT NULL OR sealed_refresh_token IS NOT NULL)
     ORDER BY id LIMIT $2`,
    [after, limit],
  )
  const sealed = rows.flatMap((row) =>
    (['access_token', 'refresh_token'] as const).flatMap((field) => {
      const token = row[field]
      return token === null ? [] : [{ accountId: row.id, field, sealed: token }]
    }),
  )
  return { rows: sealed, last: rows.at(-1)?.id ?? null }
}

/**
 * @param index of a refresh token, by which it is found; null leaves that alone
 * @returns false where the token has changed since it was read
 */
export async function replaceSealed(
  row: SealedRow,
  resealed: SealedToken,
  index: RefreshTokenIndex | null,
): Promise<boolean> {
  const column = columns[row.field]
  const { rowCount } = await dbPool().query(
    `UPDATE accounts SET ${column} = $3,
       refresh_token_digest = COALESCE($4, refresh_token_digest),
       refresh_token_prefix_mac = COALESCE($5, refresh_token_prefix_mac)
     WHERE id = $1 AND ${column} = $2`,
    [row.accountId, row.sealed, resealed, index?.refreshTokenDigest, index?.refreshTokenPrefixMac],
  )
  return rowCount === 1
}
