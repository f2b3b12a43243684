import { createHmac } from 'node:crypto'
import { signRs256, toSigningInput, type Draft } from './id-token.ts'
import { createSigningKey, toPublicJwk, type SigningKey } from './keys.ts'
import type { TokenTampering } from './settings.ts'

function merged(
  target: Record<string, unknown>,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...target, ...changes }).filter(([, value]) => value !== null),
  )
}

/** The header's changes win over what the kind of signature sets, so `alg: 'nOnE'` can be had. */
function withHeader(draft: Draft, set: Record<string, unknown>, tampering: TokenTampering) {
  return { ...draft, header: merged({ ...draft.header, ...set }, tampering.header) }
}

// The last characters of a base64url signature may carry padding bits, so a middle byte is changed.
function flipOneBit(jws: string): string {
  const [header, payload, signature = ''] = jws.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return `${header}.${payload}.${bytes.toString('base64url')}`
}

/** Alters and signs a token as told; with nothing told it is an honest one. */
export async function signTampered(
  honest: Draft,
  tampering: TokenTampering,
  active: SigningKey,
): Promise<string> {
  const draft = { ...honest, claims: merged(honest.claims, tampering.claims) }

  if (tampering.embedJwk) {
    // RFC 8725 §3.10: a verifier that believes the token's own key believes anybody.
    const attacker = await createSigningKey()
    const header = { kid: attacker.kid, jwk: toPublicJwk(attacker) }
    return signRs256(withHeader(draft, header, tampering), attacker.privateKey)
  }

  switch (tampering.signature ?? 'valid') {
    case 'valid':
      return signRs256(withHeader(draft, {}, tampering), active.privateKey)
    case 'flip':
      return flipOneBit(signRs256(withHeader(draft, {}, tampering), active.privateKey))
    case 'unknown-key': {
      const stranger = await createSigningKey()
      return signRs256(withHeader(draft, { kid: stranger.kid }, tampering), stranger.privateKey)
    }
    case 'foreign-key-same-kid': {
      const stranger = await createSigningKey()
      return signRs256(withHeader(draft, {}, tampering), stranger.privateKey)
    }
    case 'none':
      return `${toSigningInput(withHeader(draft, { alg: 'none' }, tampering))}.`
    case 'empty':
      return `${toSigningInput(withHeader(draft, {}, tampering))}.`
    case 'hs256-public-key': {
      // RFC 8725 §2.1: the public key misused as the secret of an HMAC.
      const input = toSigningInput(withHeader(draft, { alg: 'HS256' }, tampering))
      const secret = active.publicKey.export({ type: 'spki', format: 'pem' })
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
    }
  }
}
