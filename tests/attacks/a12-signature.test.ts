// A11, A12: OWASP ASVS 5.0 §6.8.2; RFC 8725 §3.10; oidcc-client-test-idtoken-sig-rs256, -invalid-sig-rs256.
// The specification lets a client of the code flow skip the signature. We do not.
// Covers A11.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectAccepted, expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('the signature of an ID token', () => {
  it('is accepted where it is RS256 by a published key', async () => {
    await expectAccepted(stack, {})
  })

  it.each([
    ['has one bit flipped', { signature: 'flip' }],
    ['comes from a key that is not published', { signature: 'unknown-key' }],
    ['comes from a foreign key under a published id', { signature: 'foreign-key-same-kid' }],
    ['is an HMAC with the public key', { signature: 'hs256-public-key' }],
    ['comes from a key in the header', { embedJwk: true }],
    ['claims to be RS512', { header: { alg: 'RS512' } }],
    ['claims to be ES256', { header: { alg: 'ES256' } }],
    ['rests on an extension we do not know', { header: { crit: ['exp'] } }],
    ['names a key by path', { header: { kid: '../../dev/null' } }],
  ] as const)('is refused where it %s', async (_, idToken) => {
    await expectTamperingRefused(stack, { idToken: structuredClone(idToken) as never })
  })
})
