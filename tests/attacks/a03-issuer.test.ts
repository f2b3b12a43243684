// OpenID Connect Core §3.1.3.7 (2); oidcc-client-test-invalid-iss.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const issuer = stack.googleUrl

afterEach(() => google.reset())

describe('the issuer of an ID token', () => {
  it.each([
    ['somebody else', 'https://accounts.example.org'],
    ['the issuer with a slash', `${issuer}/`],
    ['the issuer as a prefix', `${issuer}.evil.example`],
    ['the issuer under another scheme', issuer.replace('http:', 'https:')],
    ['the issuer without its scheme', issuer.replace('http://', '')],
    ['the issuer under another name of its host', issuer.replace('127.0.0.1', 'localhost')],
    ['a list with the issuer in it', [issuer]],
    ['empty', ''],
    ['missing', null],
  ])('is refused where it is %s', async (_, iss) => {
    await expectTamperingRefused(stack, { idToken: { claims: { iss } } })
  })
})
