// OpenID Connect Core §3.1.3.7 (3); oidcc-client-test-invalid-aud.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('the audience of an ID token', () => {
  it.each([
    ['another client', 'other.apps.googleusercontent.example'],
    ['our client in other letters', stack.clientId.toUpperCase()],
    ['our client as a prefix', `${stack.clientId}.evil.example`],
    ['our client with a space behind it', `${stack.clientId} `],
    ['an empty list', []],
    ['a list of another client', ['other.apps.googleusercontent.example']],
    ['an object', { 0: stack.clientId }],
    ['empty', ''],
    ['missing', null],
  ])('is refused where it is %s', async (_, aud) => {
    await expectTamperingRefused(stack, { idToken: { claims: { aud } } })
  })
})
