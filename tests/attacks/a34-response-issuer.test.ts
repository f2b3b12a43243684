// RFC 9207 §2.4. Google sends `iss` without advertising it.
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, signIn } from '../support/login.ts'
import { expectAccepted, expectRefusal, expectTamperingRefused } from '../support/refused-login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('the issuer in a callback, where the provider does not advertise it', () => {
  it('is accepted where it is right', async () => {
    await expectAccepted(stack, { authorizationResponse: { params: { iss: stack.googleUrl } } })
  })

  // RFC 6749 §3.1: a parameter without a value counts as omitted.
  it.each([null, ''])('may be missing (%j)', async (iss) => {
    await expectAccepted(stack, { authorizationResponse: { params: { iss } } })
  })

  it.each([
    ['another one', 'https://accounts.example.org'],
    ['the issuer with a slash', `${stack.googleUrl}/`],
  ])('is refused where it is %s', async (_, iss) => {
    await expectTamperingRefused(stack, { authorizationResponse: { params: { iss } } })
    expect(await google.requests('token')).toHaveLength(1)
  })
})

describe('the issuer in a callback, where the provider advertises it', () => {
  const advertised = { merge: { authorization_response_iss_parameter_supported: true } }
  let replica: Replica

  // A process keeps the document it saw first.
  beforeAll(async () => {
    replica = await startReplica(stack, { name: 'site-of-a34' })
    await google.set({ discovery: advertised })
    await signIn(stack, { url: replica.url })
  })
  afterAll(() => replica.stop())

  it.each([null, ''])('is refused where it is missing (%j)', async (iss) => {
    await google.set({ authorizationResponse: { params: { iss } } })
    await expectRefusal(stack, 'sign_in_failed', () => attemptSignIn(stack, { url: replica.url }))
    expect(await google.requests('token'), 'the code was not spent').toHaveLength(0)
  })

  it('is accepted where it is right', async () => {
    const { response } = await signIn(stack, { url: replica.url })
    expect(response).toSetCookie('gatehouse-session')
  })
})
