// OpenID Connect Core §3.1.3.7 (9, 10); OWASP ASVS 5.0 §9.2.1.
import { afterEach, describe, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectAccepted, expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const toleranceSeconds = 60

function fromNow(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds
}

afterEach(() => google.reset())

describe('the times of an ID token', () => {
  it.each([
    ['has no expiry', () => ({ exp: null })],
    ['ran out before the tolerance', () => ({ exp: fromNow(-toleranceSeconds - 5) })],
    ['ran out in 1970', () => ({ exp: 0 })],
    ['has a negative expiry', () => ({ exp: -1 })],
    ['has its expiry as a string', () => ({ exp: String(fromNow(3_600)) })],
    ['has an expiry that is not a number', () => ({ exp: 'NaN' })],
    ['has a list for its expiry', () => ({ exp: [fromNow(3_600)] })],
    ['counts in ten minutes only', () => ({ nbf: fromNow(600) })],
    ['was issued ten minutes ahead', () => ({ iat: fromNow(600) })],
  ])('refuses an ID token that %s', async (_, toClaims) => {
    await expectTamperingRefused(stack, { idToken: { claims: toClaims() } })
  })

  it('accepts an ID token of a provider whose clock is ten seconds ahead', async () => {
    await expectAccepted(stack, { idToken: { claims: { iat: fromNow(10), nbf: fromNow(10) } } })
  })
})
