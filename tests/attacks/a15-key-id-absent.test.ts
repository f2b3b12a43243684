// OpenID Connect Core §10.1: a key id may be left out where one key is published; oidcc-client-test-kid-absent-*.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectAccepted, expectTamperingRefused } from '../support/refused-login.ts'
import { signIn } from '../support/login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(async () => {
  await google.reset()
  // Every replica that keeps keys meets the new one, and one key is left.
  await google.rotateKeys({ retire: true })
  await signIn(stack)
})

describe('an ID token without a key id', () => {
  it('is accepted where the issuer publishes one key', async () => {
    await google.rotateKeys({ retire: true })
    await signIn(stack)
    await expectAccepted(stack, { idToken: { header: { kid: null } } })
  })

  it('is refused where it could be by either of two keys', async () => {
    await google.rotateKeys()
    await signIn(stack)
    await expectTamperingRefused(stack, { idToken: { header: { kid: null } } })
  })
})
