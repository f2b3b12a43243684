// Authenticated encryption of small values that leave the process: JWE compact, `dir` with A256GCM (RFC 7516).
// The purpose picks the key and stands in the protected header; `context` binds a value to where it belongs, so
// that a ciphertext moved to another row, field or cookie fails to open. Former secrets still open.
import { CompactEncrypt, base64url, compactDecrypt, errors } from 'jose'
import { type KeyPurpose, mintingSubkey, subkeys } from './secrets'

async function keyId(key: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', key)
  return base64url.encode(new Uint8Array(digest).subarray(0, 6))
}

/** @param context what the value is bound to, e.g. `account:<id>:refresh_token`; checked again by `openJson` */
export async function sealJson(
  purpose: KeyPurpose,
  context: string,
  value: unknown,
): Promise<string> {
  const key = await mintingSubkey(purpose)
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: await keyId(key), ctx: context })
    .encrypt(key)
}

/** The sealed value, or null where it is garbage, was altered, or was sealed for another context. */
export async function openJson(
  purpose: KeyPurpose,
  context: string,
  sealed: string,
): Promise<unknown> {
  for (const key of await subkeys(purpose)) {
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      if (protectedHeader.ctx !== context) return null
      return JSON.parse(new TextDecoder().decode(plaintext))
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
    }
  }
  return null
}
