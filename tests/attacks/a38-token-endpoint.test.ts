// RFC 6749 §5: what the token endpoint may answer, and what it may not.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { expectAccepted, expectTamperingRefused } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

describe('a token answer', () => {
  it.each([
    ['an invalid grant', { status: 400, body: { error: 'invalid_grant' } }],
    ['an invalid client', { status: 401, body: { error: 'invalid_client' } }],
    ['a page', { status: 200, body: '<html>signed in</html>' }],
    ['JSON cut off', { truncateTo: 60 }],
    ['empty', { status: 200, body: '' }],
    ['null', { status: 200, body: null, contentType: 'application/json' }],
    ['a list', { status: 200, body: [] }],
  ])('is refused where it is %s', async (_, token) => {
    await expectTamperingRefused(stack, { endpoints: { token } })
  })

  it.each([
    ['500', { status: 500, body: { error: 'server_error' } }],
    ['503', { status: 503, body: '' }],
    ['429', { status: 429, body: '' }],
    ['a reset connection', { resetConnection: true }],
    ['10 MB', { status: 200, bodyBytes: 10 * 1_024 * 1_024 }],
  ])('is an outage, not a fault of the person, where it is %s', async (_, token) => {
    await expectTamperingRefused(stack, { endpoints: { token } }, 'provider_unavailable')
  })

  it.each([
    ['no ID token', { remove: ['id_token'] }],
    ['no access token', { remove: ['access_token'] }],
    ['an empty access token', { merge: { access_token: '' } }],
    ['a list for an access token', { merge: { access_token: ['a', 'b'] } }],
    ['no token type', { remove: ['token_type'] }],
    ['a token type that is not Bearer', { merge: { token_type: 'mac' } }],
    ['a list for an ID token', { merge: { id_token: ['a'] } }],
    ['a number for a refresh token', { merge: { refresh_token: 42 } }],
    ['a list for its scopes', { merge: { scope: ['openid'] } }],
    ['a word for its lifetime', { merge: { expires_in: 'soon' } }],
  ])('is refused where it has %s', async (_, tokenResponse) => {
    await expectTamperingRefused(stack, { tokenResponse })
  })

  it.each([
    ['its type in other letters', { merge: { token_type: 'bEaReR' } }],
    ['its lifetime as a string', { merge: { expires_in: '3600' } }],
    ['no lifetime', { remove: ['expires_in'] }],
    ['no scopes', { remove: ['scope'] }],
    ['members that nobody knows', { merge: { __proto__x: {}, extra: [1, { a: null }] } }],
  ])('is accepted where it has %s', async (_, tokenResponse) => {
    await expectAccepted(stack, { tokenResponse })
  })
})

describe('a redirect from the token endpoint', () => {
  let canary: Server
  let canaryUrl: string
  let visits = 0

  beforeAll(async () => {
    canary = createServer((_, response) => {
      visits += 1
      response.end()
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/token`
  })
  afterAll(() => void canary.close())

  it.each([301, 302, 303, 307, 308])('with %i is refused and not followed', async (status) => {
    await expectTamperingRefused(stack, {
      endpoints: { token: { status, body: '', headers: { location: canaryUrl } } },
    })
    expect(visits).toBe(0)
  })
})
