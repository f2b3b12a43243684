import { createHash, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

type Claims = Record<string, unknown>

/** A JWS not yet signed. */
export interface Draft {
  header: Record<string, unknown>
  claims: Claims
}

function encodeSegment(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

export function toSigningInput(draft: Draft): string {
  return `${encodeSegment(draft.header)}.${encodeSegment(draft.claims)}`
}

export function signRs256(draft: Draft, privateKey: KeyObject): string {
  const input = toSigningInput(draft)
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), privateKey).toString('base64url')}`
}

/**
 * The provider's ID token with what Google adds: `azp` and `at_hash` (OIDC Core §3.1.3.6), under
 * the key identifier of the ring. The provider signs with a key that is never published.
 */
export function toGoogleDraft(
  idToken: string,
  { accessToken, kid }: { accessToken: string; kid: string },
): Draft {
  const claims = JSON.parse(
    Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as Claims
  const { iss, aud, sub, iat, exp, ...profile } = claims
  const digest = createHash('sha256').update(accessToken).digest()
  return {
    header: { alg: 'RS256', kid, typ: 'JWT' },
    claims: {
      iss,
      azp: aud,
      aud,
      sub,
      ...profile,
      at_hash: digest.subarray(0, 16).toString('base64url'),
      iat,
      exp,
    },
  }
}
