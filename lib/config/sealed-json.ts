// Authenticated encryption of small values that leave the process: JWE compact, `dir` with A256GCM (RFC 7516).
// The purpose picks the key and stands in the protected header beside the key's id; `context` binds a value to where it
// belongs, so that a ciphertext moved to another row, field or cookie fails to open. Former secrets still open.
import { CompactEncrypt, base64url, compactDecrypt, decodeProtectedHeader, errors } from 'jose'
import { type KeyPurpose, mintingSubkey, subkeys } from './secrets'

const keyIds = new WeakMap<Uint8Array, Promise<string>>()

/** Names a key without telling anything of it; worked out once a key. */
function keyId(key: Uint8Array<ArrayBuffer>): Promise<string> {
  let id = keyIds.get(key)
  if (!id) {
    id = crypto.subtle
      .digest('SHA-256', key)
      .then((digest) => base64url.encode(new Uint8Array(digest).subarray(0, 6)))
    keyIds.set(key, id)
  }
  return id
}

/** @param context what the value is bound to, e.g. `account:<id>:refresh_token`; checked again when it is opened */
export async function sealJson(
  purpose: KeyPurpose,
  context: string,
  value: unknown,
): Promise<string> {
  const key = await mintingSubkey(purpose)
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({
      alg: 'dir',
      enc: 'A256GCM',
      kid: await keyId(key),
      pur: purpose,
      ctx: context,
    })
    .encrypt(key)
}

export type Opened =
  | { kind: 'opened'; value: unknown; isCurrentKey: boolean }
  /** Garbage, altered, or sealed for another context or purpose. */
  | { kind: 'refused' }
  /** Names a key that this process does not have: another replica may be ahead in a change of the secret. */
  | { kind: 'unknown_key' }

type Header = { kid?: unknown; pur?: unknown; ctx?: unknown }

/** The header as it stands there, for nothing but to choose a key: what it claims is proven by opening. */
function unverifiedHeader(sealed: string): Header | null {
  try {
    const header: unknown = decodeProtectedHeader(sealed)
    return header as Header
  } catch {
    return null
  }
}

// A flipped bit of the serialised header changes two characters of the id at most; two keys whose ids are that much
// alike do not happen.
const alteredCharacters = 2

function isIdOfAnotherKey(kid: unknown, known: readonly string[]): boolean {
  if (typeof kid !== 'string' || !/^[\w-]{8}$/.test(kid)) return false
  return known.every(
    (id) => [...id].filter((character, at) => character !== kid[at]).length > alteredCharacters,
  )
}

async function openWith(
  key: Uint8Array<ArrayBuffer>,
  purpose: KeyPurpose,
  context: string,
  sealed: string,
): Promise<{ value: unknown } | null> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    const { ctx, pur = purpose } = protectedHeader
    if (ctx !== context || pur !== purpose) return null
    return { value: JSON.parse(new TextDecoder().decode(plaintext)) }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** As {@link openJson}, and says why a value did not open. */
export async function openSealed(
  purpose: KeyPurpose,
  context: string,
  sealed: string,
): Promise<Opened> {
  const keys = await subkeys(purpose)
  for (const [index, key] of keys.entries()) {
    const opened = await openWith(key, purpose, context, sealed)
    if (opened) return { kind: 'opened', value: opened.value, isCurrentKey: index === 0 }
  }
  const header = unverifiedHeader(sealed)
  const known = await Promise.all(keys.map(keyId))
  const isAnothers = header?.ctx === context && isIdOfAnotherKey(header.kid, known)
  return { kind: isAnothers ? 'unknown_key' : 'refused' }
}

/** The sealed value, or null where it is garbage, was altered, or was sealed for another context. */
export async function openJson(
  purpose: KeyPurpose,
  context: string,
  sealed: string,
): Promise<unknown> {
  const opened = await openSealed(purpose, context, sealed)
  return opened.kind === 'opened' ? opened.value : null
}
