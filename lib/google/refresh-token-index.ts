// Finds the sealed refresh token that a security event names, without opening any: its double SHA-512, and a MAC of its
// first 16 characters. Guarantees that a dump of the database shows neither the token nor a part of it: a digest of the
// whole token cannot be guessed, and the short part is under a subkey of AUTH_SECRET.
import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import { mintingSubkey, subkeys } from '@/lib/config/secrets'

const prefixLength = 16
const digestLength = 64

export type RefreshTokenIndex = {
  refreshTokenDigest: Buffer<ArrayBuffer>
  refreshTokenPrefixMac: Buffer<ArrayBuffer>
}

function sha512(bytes: string | Buffer): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha512').update(bytes).digest())
}

function macOf(secret: Uint8Array, prefix: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHmac('sha256', secret).update(prefix).digest())
}

/** What stands beside a sealed refresh token, under the same secret as the seal. */
export async function toRefreshTokenIndex(rawToken: string): Promise<RefreshTokenIndex> {
  const secret = await mintingSubkey('refreshTokenPrefix')
  return {
    refreshTokenDigest: sha512(sha512(rawToken)),
    refreshTokenPrefixMac: macOf(secret, rawToken.slice(0, prefixLength)),
  }
}

/** What to look for: one digest, or the MACs of one prefix under the present secret and the former ones. */
export type TokenLookup = { digest: Buffer<ArrayBuffer> } | { prefixMacs: Buffer<ArrayBuffer>[] }

/**
 * @param algorithm Google's `token_identifier_alg`
 * @returns null where it identifies no token: another algorithm, or not of its form
 */
export async function toTokenLookup(
  algorithm: string,
  identifier: string,
): Promise<TokenLookup | null> {
  if (algorithm === 'prefix') {
    if (identifier.length !== prefixLength) return null
    const secrets = await subkeys('refreshTokenPrefix')
    return { prefixMacs: secrets.map((secret) => macOf(secret, identifier)) }
  }
  if (algorithm !== 'hash_base64_sha512_sha512') return null
  // Read with either alphabet: the specification does not say which.
  const digest = Buffer.from(identifier, 'base64')
  return digest.length === digestLength ? { digest } : null
}
