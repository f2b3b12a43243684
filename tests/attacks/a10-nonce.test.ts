// OpenID Connect Core §3.1.3.7 (11); RFC 9700 §4.5.3.2; oidcc-client-test-nonce-invalid.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { startLogin } from '../support/login.ts'
import { expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('the nonce of an ID token', () => {
  it.each([
    ['another one', 'another-nonce'],
    ['missing', null],
    ['empty', ''],
    ['a list', ['another-nonce']],
    ['true', true],
  ])('is refused where it is %s, and no token is used for anything', async (_, nonce) => {
    await expectTamperingRefused(stack, { idToken: { claims: { nonce } } })
  })

  it('is refused where it belongs to another sign-in that is under way', async () => {
    const { authorizationUrl } = await startLogin(stack)
    const nonce = authorizationUrl.searchParams.get('nonce')
    await expectTamperingRefused(stack, { idToken: { claims: { nonce } } })
  })
})
