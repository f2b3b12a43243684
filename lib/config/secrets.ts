// The one secret and its subkeys. Every key is an HKDF-SHA-256 (RFC 5869) output of AUTH_SECRET with a label of
// its own, so that no key serves two purposes (RFC 8725 §3.5). Former secrets give keys that still verify and
// open; something is minted under one only while a live replica does not know AUTH_SECRET yet (docs/decisions/0013).
// Works on Node and on the edge: Web Crypto only.
import { base64url } from 'jose'
import { env } from './env'

const labels = {
  accessToken: 'gatehouse access-token ed25519 seed v1',
  refreshTokenMac: 'gatehouse refresh-token mac v1',
  refreshTokenSuccessor: 'gatehouse refresh-token successor v1',
  internalCall: 'gatehouse internal-call mac v1',
  loginTransaction: 'gatehouse login-transaction a256gcm v1',
  accountHint: 'gatehouse account-hint a256gcm v1',
  refreshTokenPrefix: 'gatehouse google-refresh-token prefix mac v1',
  googleTokenVault: 'gatehouse google-token-vault a256gcm v1',
  counters: 'gatehouse counters mac v1',
  authjs: 'gatehouse authjs v1',
  fingerprint: 'gatehouse secret fingerprint v1',
} as const

export type KeyPurpose = keyof typeof labels

const subkeyBits = 256
const fingerprintBytes = 9

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

/** The 32-byte subkeys of a purpose, to verify and to open with: AUTH_SECRET's first, then those of former secrets. */
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

/** Short names of the accepted secrets, in the same order. Outputs of HKDF like every key, they tell nothing of one. */
export async function secretFingerprints(): Promise<readonly string[]> {
  const keys = await subkeys('fingerprint')
  return keys.map((key) => base64url.encode(key.subarray(0, fingerprintBytes)))
}

/** Somebody who knows what the other replicas accept; both questions throw where that cannot be told. */
export type SecretRoll = {
  /** Index of the accepted secret to mint under. */
  mintingIndex: () => Promise<number>
  /** Whether a live replica accepts a newer secret than any of ours, so that what we cannot verify may be good. */
  isBehind: () => Promise<boolean>
}

// Set at boot by lib/replicas, which needs the database; this folder must not know it, and the edge has none. Routes are
// bundled apart from what runs at boot, so the process's global object is where they meet.
const holder = globalThis as typeof globalThis & { gatehouseSecretRoll?: SecretRoll }

export function followSecretRoll(roll: SecretRoll): void {
  holder.gatehouseSecretRoll = roll
}

/** Which accepted secret to mint under: AUTH_SECRET, 0, unless another replica would not understand that yet. */
export async function mintingIndex(): Promise<number> {
  return (await holder.gatehouseSecretRoll?.mintingIndex()) ?? 0
}

/** The 32-byte subkey to mint and to seal with. @throws where the database does not tell what other replicas accept */
export async function mintingSubkey(purpose: KeyPurpose): Promise<Uint8Array<ArrayBuffer>> {
  const keys = await subkeys(purpose)
  return keys[await mintingIndex()] ?? keys[0]
}

/** Whether a credential that we cannot verify may have been minted under a secret that we do not know yet. */
export async function isBehindSecretRoll(): Promise<boolean> {
  return (await holder.gatehouseSecretRoll?.isBehind()) ?? false
}
