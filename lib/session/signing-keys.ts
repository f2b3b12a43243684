// The Ed25519 keys of the access tokens, one for each accepted secret. The seed is a subkey of AUTH_SECRET, so every
// replica has the same key without storing one; which of them signs is decided by lib/config/secrets.ts.
import { type CryptoKey, calculateJwkThumbprint, errors, exportJWK, importJWK } from 'jose'
import { mintingIndex, subkeys } from '@/lib/config/secrets'

type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }
type SigningKey = { kid: string; privateKey: CryptoKey; publicKey: CryptoKey; publicJwk: PublicJwk }

// RFC 8410 §7: the PKCS#8 wrapping of a bare Ed25519 seed.
const pkcs8Prefix = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

async function toSigningKey(seed: Uint8Array): Promise<SigningKey> {
  const pkcs8 = Uint8Array.from([...pkcs8Prefix, ...seed])
  const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = await exportJWK(extractable)
  const bare = { kty: 'OKP', crv: 'Ed25519', x: x! } as const
  const kid = await calculateJwkThumbprint(bare)
  return {
    kid,
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']),
    publicKey: (await importJWK(bare, 'EdDSA')) as CryptoKey,
    publicJwk: { ...bare, kid, alg: 'EdDSA', use: 'sig' },
  }
}

let derived: Promise<readonly [SigningKey, ...SigningKey[]]> | undefined

/** The keys that verify: AUTH_SECRET's first. */
export function signingKeys(): Promise<readonly [SigningKey, ...SigningKey[]]> {
  return (derived ??= subkeys('accessToken').then(([current, ...former]) =>
    Promise.all([toSigningKey(current), ...former.map(toSigningKey)]),
  ))
}

/** The key that signs. */
export async function mintingKey(): Promise<SigningKey> {
  const keys = await signingKeys()
  return keys[await mintingIndex()] ?? keys[0]
}

/** Picks the public key by exact `kid`; nothing in the header leads anywhere else (RFC 8725 §3.10). */
export async function verificationKey({ kid }: { kid?: string }): Promise<CryptoKey> {
  const key = (await signingKeys()).find((candidate) => candidate.kid === kid)
  if (!key) throw new errors.JWKSNoMatchingKey()
  return key.publicKey
}

/** The JWK Set that lets any other service verify our access tokens offline (RFC 7517 §5). */
export async function publicJwks(): Promise<{ keys: PublicJwk[] }> {
  return { keys: (await signingKeys()).map((key) => key.publicJwk) }
}
