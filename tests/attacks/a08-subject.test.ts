// OpenID Connect Core §2; oidcc-client-test-missing-sub, -missing-iat.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('the required claims of an ID token', () => {
  it.each([
    ['without a subject', { sub: null }],
    ['with an empty subject', { sub: '' }],
    ['whose subject is a number', { sub: 104729 }],
    ['whose subject is a list', { sub: ['104729'] }],
    ['whose subject is an object', { sub: { not: '' } }],
    ['whose subject is longer than 255 characters', { sub: '1'.repeat(300) }],
    ['that does not say when it was issued', { iat: null }],
    ['issued at a time that is no number', { iat: 'now' }],
    ['without an e-mail address', { email: null }],
    ['whose e-mail address is a list', { email: ['grace@example.com'] }],
  ])('refuses an ID token %s', async (_, claims) => {
    await expectTamperingRefused(stack, { idToken: { claims } })
  })
})
