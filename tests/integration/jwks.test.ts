// Another service verifies our access tokens with nothing but jose and this address.
// Covers C17.
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { renewed } from '../support/renewal.ts'

const stack = inject('stack')
const address = '/.well-known/jwks.json'

test('verifies a fresh access token offline, with algorithm, type, issuer and audience pinned', async () => {
  const { refreshToken, userId, sessionId } = await plantSession(stack)
  const { accessToken } = await renewed(stack.replicaUrls[0], refreshToken)
  for (const site of everySite(stack)) {
    const keys = createRemoteJWKSet(new URL(site + address))
    const { payload } = await jwtVerify(accessToken, keys, {
      algorithms: ['EdDSA'],
      ...{ typ: 'at+jwt', issuer: stack.authUrl, audience: stack.authUrl },
    })
    expect(payload).toMatchObject({ sub: userId, sid: sessionId, role: 'user' })
    expect(payload.exp! - payload.iat!).toBe(900)
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('holds public parts alone, the same on every replica, and may be cached', async () => {
  const sets = await Promise.all(
    everySite(stack).map(async (site) => {
      const response = await send(site + address)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain('application/jwk-set+json')
      expect(response.headers.get('cache-control')).toMatch(/public, max-age=\d+/)
      return (await response.json()) as JSONWebKeySet
    }),
  )
  for (const set of sets) expect(set).toEqual(sets[0])
  for (const key of sets[0]!.keys) {
    expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })
  }
  expect(() => createLocalJWKSet(sets[0]!)).not.toThrow()
})
