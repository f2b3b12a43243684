// Opens and seals the login transaction's cookie with the known AUTH_SECRET, for what cannot be had by waiting.
import { createHash, hkdfSync } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'

const label = 'gatehouse login-transaction a256gcm v1'

export interface SealedTransaction {
  state: string
  nonce: string
  codeVerifier: string
  next: string
  startedAt: number
}

function toKey(authSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', authSecret, '', label, 32))
}

function toId(state: string): string {
  return createHash('sha256').update(state).digest('hex').slice(0, 16)
}

export function transactionCookieName(state: string): string {
  return `gatehouse-login-${toId(state)}`
}

export async function openTransactionCookie(
  authSecret: string,
  sealed: string,
): Promise<SealedTransaction> {
  const { plaintext } = await compactDecrypt(sealed, toKey(authSecret))
  return JSON.parse(new TextDecoder().decode(plaintext)) as SealedTransaction
}

export async function sealTransactionCookie(
  authSecret: string,
  transaction: SealedTransaction,
): Promise<string> {
  const key = toKey(authSecret)
  const kid = createHash('sha256').update(key).digest().subarray(0, 6).toString('base64url')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(transaction)))
    .setProtectedHeader({
      alg: 'dir',
      enc: 'A256GCM',
      kid,
      ctx: `login:${toId(transaction.state)}`,
    })
    .encrypt(key)
}
