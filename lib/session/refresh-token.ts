// The refresh token: opaque to the browser, self-evident to us (docs/decisions/0004).
// base64url(session id, 16 bytes ‖ secret, 32 bytes ‖ MAC, 16 bytes). The MAC proves that we minted it, so garbage is
// refused without a read; the database keeps SHA-256 of it, so a stolen dump opens nothing; the successor is derived
// from it, so racing renewals on any replica agree without storing or locking anything.
import 'server-only'
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isBehindSecretRoll, mintingIndex, mintingSubkey, subkeys } from '@/lib/config/secrets'
import { AppError } from '@/lib/errors'
import { isRefreshTokenShaped } from './refresh-token-shape'

const idBytes = 16
const secretBytes = 32
const macBytes = 16
const tokenBytes = idBytes + secretBytes + macBytes
const retryAfterSeconds = 1

/** A refresh token whose MAC is good. `rawToken` is a credential: it goes into the cookie and nowhere else. */
export type RefreshToken = { rawToken: string; sessionId: string; hash: Buffer<ArrayBuffer> }

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function hashOf(rawToken: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(rawToken).digest()
}

function macOf(macKey: Uint8Array, body: Buffer): Buffer {
  return createHmac('sha256', macKey).update(body).digest().subarray(0, macBytes)
}

function assemble(id: Buffer, secret: Buffer, macKey: Uint8Array): RefreshToken {
  const body = Buffer.concat([id, secret])
  const rawToken = Buffer.concat([body, macOf(macKey, body)]).toString('base64url')
  return { rawToken, sessionId: toUuid(id), hash: hashOf(rawToken) }
}

/** The first token of a session: 256 bits from the system's generator. */
export async function createRefreshToken(sessionId: string): Promise<RefreshToken> {
  const macKey = await mintingSubkey('refreshTokenMac')
  return assemble(
    Buffer.from(sessionId.replaceAll('-', ''), 'hex'),
    randomBytes(secretBytes),
    macKey,
  )
}

/**
 * The token, or null for anything that we did not mint under an accepted secret. Reads no session.
 * @throws {AppError} service_unavailable while AUTH_SECRET is being rolled and this replica does not know the new one:
 * the token may be good, and another replica can tell
 */
export async function openRefreshToken(dangerousToken: string): Promise<RefreshToken | null> {
  if (!isRefreshTokenShaped(dangerousToken)) return null
  const bytes = Buffer.from(dangerousToken, 'base64url')
  // base64url leaves spare bits in the last character; only the one canonical spelling is the token.
  if (bytes.toString('base64url') !== dangerousToken) return null
  const body = bytes.subarray(0, tokenBytes - macBytes)
  const mac = bytes.subarray(tokenBytes - macBytes)
  let isOurs = false
  for (const macKey of await subkeys('refreshTokenMac'))
    if (timingSafeEqual(macOf(macKey, body), mac)) isOurs = true
  if (!isOurs) {
    if (await isBehindSecretRoll()) throw new AppError('service_unavailable', { retryAfterSeconds })
    return null
  }
  const sessionId = toUuid(bytes.subarray(0, idBytes))
  return { rawToken: dangerousToken, sessionId, hash: hashOf(dangerousToken) }
}

/**
 * What a token can turn into: under the secret to mint with first, then under each other accepted one. The winner of a
 * race stores the first; a loser recognises by the stored hash which one the winner chose, also while AUTH_SECRET is
 * being rolled.
 */
export async function successorsOf(
  token: RefreshToken,
): Promise<readonly [RefreshToken, ...RefreshToken[]]> {
  const macKeys = await subkeys('refreshTokenMac')
  const successorKeys = await subkeys('refreshTokenSuccessor')
  const id = Buffer.from(token.rawToken, 'base64url').subarray(0, idBytes)
  const derived = successorKeys.map((key, index) =>
    assemble(id, createHmac('sha256', key).update(token.rawToken).digest(), macKeys[index]!),
  )
  const [minted] = derived.splice(await mintingIndex(), 1)
  return [minted!, ...derived]
}
