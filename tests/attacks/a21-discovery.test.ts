// OpenID Connect Discovery 1.0 §4.3; oidcc-client-test-discovery-issuer-mismatch. The document is kept once it was good,
// so these run on a process that has not seen one yet.
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { signIn, startLogin } from '../support/login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const issuer = stack.googleUrl
const canary = 'http://accounts.evil.example'
let replica: Replica

beforeAll(async () => {
  replica = await startReplica(stack, { name: 'site-of-a21' })
})
afterEach(() => google.reset())
afterAll(() => replica.stop())

describe('the discovery document', () => {
  it.each([
    ['names the issuer with a slash', { issuer: `${issuer}/` }],
    ['names the issuer in other letters', { issuer: issuer.toUpperCase() }],
    ['names another host', { issuer: 'https://accounts.example.org' }],
    ['names the issuer as a prefix', { issuer: `${issuer}.evil.example` }],
    ['names no issuer', { issuer: null }],
    ['has a plain http token endpoint', { token_endpoint: `${canary}/token` }],
    ['has a plain http authorization endpoint', { authorization_endpoint: `${canary}/auth` }],
    ['has a plain http key set', { jwks_uri: `${canary}/certs` }],
    [
      'has a script for an authorization endpoint',
      { authorization_endpoint: 'javascript:alert(1)' },
    ],
    ['has a file for a key set', { jwks_uri: 'file:///etc/passwd' }],
    ['has no authorization endpoint', { authorization_endpoint: null }],
  ])('ends a sign-in before any redirect to the provider where it %s', async (_, merge) => {
    await google.set({ discovery: { merge } })
    const { response, jar } = await startLogin(stack, { url: replica.url })
    expect(response).toBeRefusedLogin('sign_in_failed')
    expect(jar.names()).toEqual([])
    const reference = new URL(response.headers.get('location')!).searchParams.get('ref')!
    expect(replica.output(), 'the operator reads of it').toContain(reference)
  })

  it('ends a sign-in with an outage message where it is not JSON', async () => {
    await google.set({ endpoints: { discovery: { status: 200, body: '<html>' } } })
    const { response } = await startLogin(stack, { url: replica.url })
    expect(response.headers.get('location')).toContain('/login?error=')
    expect(response.status).toBe(303)
  })

  it('works again as soon as it is right', async () => {
    const { location } = await signIn(stack, { url: replica.url, jar: new CookieJar() })
    expect(location).toBe('/products')
  })
})
