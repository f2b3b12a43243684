// RFC 8725 §3.1; OWASP ASVS 5.0 §9.1.2; oidcc-client-test-idtoken-sig-none.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('an unsigned ID token', () => {
  it.each(['none', 'None', 'NONE', 'noNE', 'nOnE', ''])('is refused with alg "%s"', async (alg) => {
    await expectTamperingRefused(stack, { idToken: { signature: 'none', header: { alg } } })
  })

  it('is refused without an alg', async () => {
    await expectTamperingRefused(stack, { idToken: { signature: 'none', header: { alg: null } } })
  })

  it('is refused where it claims to be RS256 over an empty signature', async () => {
    await expectTamperingRefused(stack, { idToken: { signature: 'empty' } })
  })
})
