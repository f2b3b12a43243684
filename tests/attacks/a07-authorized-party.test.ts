// OpenID Connect Core §3.1.3.7 (3–5). One audience only: stricter than the specification on purpose.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectAccepted, expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const us = stack.clientId
const other = 'other.apps.googleusercontent.example'

afterEach(() => google.reset())

describe('the authorized party of an ID token', () => {
  it.each([
    ['for us and another client, with no authorized party', { aud: [us, other], azp: null }],
    ['for us and another client, authorized for the other', { aud: [us, other], azp: other }],
    ['for us and another client, authorized for us', { aud: [us, other], azp: us }],
    ['for another client and us', { aud: [other, us], azp: us }],
    ['for us, but authorized for another client', { aud: us, azp: other }],
    ['for us, authorized for nobody', { aud: us, azp: '' }],
  ])('refuses an ID token %s', async (_, claims) => {
    await expectTamperingRefused(stack, { idToken: { claims } })
  })

  it.each([
    ['for a list of us alone', { aud: [us] }],
    ['for us, with no authorized party', { aud: us, azp: null }],
  ])('accepts an ID token %s', async (_, claims) => {
    await expectAccepted(stack, { idToken: { claims } })
  })
})
