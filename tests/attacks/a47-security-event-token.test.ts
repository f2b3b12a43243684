// Google's Cross-Account Protection, "Decode and validate the security event token"; RFC 8417 §2.2 and §4; RFC 8935 §2.4.
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { GoogleControl, type Announcement } from '../support/local-google.ts'
import { everySite } from '../support/refusals.ts'
import {
  type DeliveryError,
  type SignedInPerson,
  announce,
  deliver,
  expectDeliveryRefused,
  recordedEvents,
  signInSomebody,
  snapshot,
  tokenOf,
} from '../support/security-events.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [site] = stack.replicaUrls

let victim: SignedInPerson
beforeAll(async () => {
  victim = await signInSomebody(stack)
})
afterEach(() => google.reset())

type Tampering = NonNullable<Announcement['tampering']>

async function expectRefused(tampering: Tampering, code: DeliveryError): Promise<void> {
  const { persona } = victim
  const token = await tokenOf(stack, { event: 'sessions-revoked', persona, tampering })
  await expectBodyRefused(token, code)
}

/** Refused everywhere, and nothing has changed. */
async function expectBodyRefused(body: string, code: DeliveryError): Promise<void> {
  const before = await snapshot(stack, victim)
  for (const url of everySite(stack)) await expectDeliveryRefused(await deliver(url, body), code)
  expect(await snapshot(stack, victim)).toEqual(before)
}

const issuerWithoutSlash = stack.googleUrl
const yesterday = Math.floor(Date.now() / 1_000) - 86_400
const tomorrow = Math.floor(Date.now() / 1_000) + 86_400

describe('a security event token', () => {
  it('is accepted where it is whole, and long after its expiry as well', async () => {
    const { persona, userId } = await signInSomebody(stack)
    const event = { event: 'account-credential-change-required', persona } as const
    await announce(stack, event)
    await announce(stack, { ...event, tampering: { claims: { exp: yesterday, iat: yesterday } } })
    expect(await recordedEvents(stack, userId)).toEqual([
      'credential_change_required',
      'credential_change_required',
    ])
  })

  it.each([
    ['meant for another client', { aud: 'other.apps.googleusercontent.com' }, 'invalid_audience'],
    ['meant for nobody', { aud: null }, 'invalid_audience'],
    [
      'meant for a client whose id begins with ours',
      { aud: `${stack.clientId}.evil` },
      'invalid_audience',
    ],
    ['of another issuer', { iss: 'https://evil.example/' }, 'invalid_issuer'],
    ['of the issuer without its slash', { iss: issuerWithoutSlash }, 'invalid_issuer'],
    ['of no issuer', { iss: null }, 'invalid_issuer'],
    ['without an identifier', { jti: null }, 'invalid_request'],
    ['with an identifier that is no text', { jti: 7 }, 'invalid_request'],
    ['with a NUL in its identifier', { jti: 'a\u0000b' }, 'invalid_request'],
    ['with an endless identifier', { jti: 'x'.repeat(5_000) }, 'invalid_request'],
    ['without a time', { iat: null }, 'invalid_request'],
    ['from the future', { iat: tomorrow }, 'invalid_request'],
    ['without events', { events: null }, 'invalid_request'],
    ['with no event among its events', { events: {} }, 'invalid_request'],
    ['whose events are a list', { events: ['sessions-revoked'] }, 'invalid_request'],
  ] as const)('is refused where it is %s', async (_, claims, code) => {
    await expectRefused({ claims: structuredClone(claims) as never }, code)
  })

  it.each([
    ['has one bit of its signature flipped', { signature: 'flip' }, 'authentication_failed'],
    ['has no signature', { signature: 'empty' }, 'authentication_failed'],
    ['says that it is unsigned', { signature: 'none' }, 'authentication_failed'],
    [
      'says so in another case',
      { signature: 'none', header: { alg: 'nOnE' } },
      'authentication_failed',
    ],
    ['is an HMAC with the public key', { signature: 'hs256-public-key' }, 'authentication_failed'],
    ['claims to be RS512', { header: { alg: 'RS512' } }, 'authentication_failed'],
    [
      'comes from a foreign key under a published id',
      { signature: 'foreign-key-same-kid' },
      'authentication_failed',
    ],
    ['comes from a key that is not published', { signature: 'unknown-key' }, 'invalid_key'],
    ['brings its own key', { embedJwk: true }, 'invalid_key'],
    ['names no key', { header: { kid: null } }, 'invalid_key'],
    ['names a key by path', { header: { kid: '../../dev/null' } }, 'invalid_key'],
    ['is of another type', { header: { typ: 'logout+jwt' } }, 'invalid_request'],
    ['is an access token', { header: { typ: 'at+jwt' } }, 'invalid_request'],
    [
      'rests on an extension we do not know',
      { header: { crit: ['b64'], b64: false } },
      'invalid_request',
    ],
  ] as const)('is refused where it %s', async (_, tampering, code) => {
    await expectRefused(structuredClone(tampering) as never, code)
  })

  it.each([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['three dots', '...'],
    ['JSON', '{"events":{}}'],
    ['a form', 'token=eyJhbGciOiJub25lIn0.e30.'],
    ['more than a token can be', `${'a'.repeat(20_000)}.b.c`],
  ])('is not %s', async (_, body) => {
    await expectBodyRefused(body, 'invalid_request')
  })

  it('is not an ID token, though the same key has signed it for the same client', async () => {
    const issuedNow = { events: null, sub: '108642000000000000029', email: 'grace@example.com' }
    await expectRefused({ claims: { ...issuedNow, iss: issuerWithoutSlash } }, 'invalid_issuer')
    await expectRefused({ header: { typ: 'JWT' }, claims: issuedNow }, 'invalid_request')
  })

  it('is accepted from a key that was published since', async () => {
    const { persona, userId } = await signInSomebody(stack)
    await google.rotateKeys()
    await expect
      .poll(async () => {
        const token = await tokenOf(stack, { event: 'sessions-revoked', persona })
        return (await deliver(site, token)).status
      })
      .toBe(202)
    expect(await recordedEvents(stack, userId)).toContain('sessions_revoked')
  })
})

it('gives a sender no way in by cookies, and needs none', async () => {
  const before = await snapshot(stack, victim)
  const cookie = `gatehouse-session=${victim.refreshToken}; gatehouse-access=${victim.accessToken}`
  const response = await deliver(site, 'garbage', { cookie, 'x-csrf': '1' })
  await expectDeliveryRefused(response, 'invalid_request')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await snapshot(stack, victim)).toEqual(before)
})

it('is asked for in its own media type alone, so that no page can post one', async () => {
  const { persona } = victim
  const token = await tokenOf(stack, { event: 'sessions-revoked', persona })
  const before = await snapshot(stack, victim)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jwt', '']) {
    const response = await deliver(site, token, { 'content-type': type })
    await expectDeliveryRefused(response, 'invalid_request')
  }
  expect(await snapshot(stack, victim)).toEqual(before)
})

it('asks Google for its keys once, however many unknown keys are named', async () => {
  const tampering = { signature: 'unknown-key' } as const
  const tokens = await Promise.all(
    Array.from({ length: 20 }, () => tokenOf(stack, { event: 'sessions-revoked', tampering })),
  )
  await google.clearRequests()
  await Promise.all(tokens.map((token) => deliver(site, token)))
  expect((await google.requests('jwks')).length).toBeLessThanOrEqual(2)
})
