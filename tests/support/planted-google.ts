// A user who has connected Google, written straight into the database: tokens sealed here once more from what
// docs/decisions/0003 and the vault say, so that the site's code is compared with its contract.
import { createHash, hkdfSync } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { uuidv7 } from 'uuidv7'
import { type PlantedSession, plantSession } from './planted-session.ts'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

export type TokenField = 'access_token' | 'refresh_token'

export const calendarScope = 'https://www.googleapis.com/auth/calendar.readonly'
export const driveScope = 'https://www.googleapis.com/auth/drive.metadata.readonly'
const contactsScope = 'https://www.googleapis.com/auth/contacts.readonly'

export async function sealToken(
  authSecret: string,
  accountId: string,
  field: TokenField,
  token: string,
): Promise<string> {
  const label = 'gatehouse google-token-vault a256gcm v1'
  const key = new Uint8Array(hkdfSync('sha256', authSecret, '', label, 32))
  const kid = createHash('sha256').update(key).digest().subarray(0, 6).toString('base64url')
  const header = { kid, pur: 'googleTokenVault', ctx: `account:${accountId}:${field}` }
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(token)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
    .encrypt(key)
}

export interface PlantedAccount extends PlantedSession {
  readonly accountId: string
  readonly subject: string
}

export interface AccountPlanting {
  readonly issuer: string
  readonly subject?: string
  readonly accessToken?: string | null
  /** Seconds until the access token expires; negative where it has. */
  readonly expiresInSeconds?: number
  readonly refreshToken?: string | null
  readonly scopes?: readonly string[]
}

type Stack = Pick<StackAddresses, 'databaseUrl' | 'authUrl' | 'authSecret'>

const insertAccount = `
INSERT INTO accounts (id, user_id, issuer, subject, sealed_access_token, access_token_expires_at,
  sealed_refresh_token, granted_scopes)
VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), $7, $8)`

export async function plantGoogleAccount(
  stack: Stack,
  {
    issuer,
    accessToken = null,
    expiresInSeconds = 3_600,
    refreshToken = null,
    scopes = [calendarScope, driveScope, contactsScope],
    ...given
  }: AccountPlanting,
): Promise<PlantedAccount> {
  const session = await plantSession(stack)
  const accountId = uuidv7()
  const subject = given.subject ?? session.userId
  const seal = (field: TokenField, token: string | null) =>
    token === null ? null : sealToken(stack.authSecret, accountId, field, token)
  await queryDatabase(stack, insertAccount, [
    ...[accountId, session.userId, issuer, subject],
    ...[await seal('access_token', accessToken), expiresInSeconds],
    ...[await seal('refresh_token', refreshToken), scopes],
  ])
  return { ...session, accountId, subject }
}

export interface AccountRow {
  readonly sealed_access_token: string | null
  readonly sealed_refresh_token: string | null
  readonly access_token_expires_at: Date | null
  readonly granted_scopes: string[]
  readonly needs_reconsent: boolean
  readonly renewal_id: string | null
}

export async function readAccount(
  stack: Pick<StackAddresses, 'databaseUrl'>,
  accountId: string,
): Promise<AccountRow> {
  const [row] = await queryDatabase<AccountRow>(stack, 'SELECT * FROM accounts WHERE id = $1', [
    accountId,
  ])
  if (!row) throw new Error(`no account ${accountId}`)
  return row
}
