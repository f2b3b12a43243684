// The one secret and its subkeys. Every key is an HKDF-SHA-256 (RFC 5869) output of AUTH_SECRET with a label of
// its own, so that no key serves two purposes (RFC 8725 §3.5). Former secrets give keys that still verify and
// open, but nothing is minted under them. Works on Node and on the edge: Web Crypto only.
import { env } from './env'

const labels = {
  accessToken: 'gatehouse access-token ed25519 seed v1',
  refreshTokenMac: 'gatehouse refresh-token mac v1',
  refreshTokenSuccessor: 'gatehouse refresh-token successor v1',
  internalCall: 'gatehouse internal-call mac v1',
  loginTransaction: 'gatehouse login-transaction a256gcm v1',
  accountHint: 'gatehouse account-hint a256gcm v1',
  googleTokenVault: 'gatehouse google-token-vault a256gcm v1',
  authjs: 'gatehouse authjs v1',
} as const

export type KeyPurpose = keyof typeof labels

const subkeyBits = 256

async function deriveSubkey(secret: string, purpose: KeyPurpose): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, [
    'deriveBits',
  ])
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: encoder.encode(labels[purpose]),
    },
    material,
    subkeyBits,
  )
  return new Uint8Array(bits)
}

/** AUTH_SECRET first, then the former secrets that are still accepted. */
function acceptedSecrets(): [string, ...string[]] {
  const { AUTH_SECRET, AUTH_SECRET_1, AUTH_SECRET_2, AUTH_SECRET_3 } = env()
  const former = [AUTH_SECRET_1, AUTH_SECRET_2, AUTH_SECRET_3].filter(
    (value) => value !== undefined,
  )
  return [AUTH_SECRET, ...former]
}

type Subkeys = readonly [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]
const derived = new Map<KeyPurpose, Promise<Subkeys>>()

/** The 32-byte subkeys of a purpose: the current one first, then those of former secrets. */
export function subkeys(purpose: KeyPurpose): Promise<Subkeys> {
  const known = derived.get(purpose)
  if (known) return known
  const [current, ...former] = acceptedSecrets()
  const fresh = Promise.all([
    deriveSubkey(current, purpose),
    ...former.map((secret) => deriveSubkey(secret, purpose)),
  ])
  derived.set(purpose, fresh)
  return fresh
}
