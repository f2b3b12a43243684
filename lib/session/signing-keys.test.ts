import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { requiredVariables, randomSecret, setEnvironment } from '@/tests/support/unit-environment'

setEnvironment({ AUTH_SECRET_1: randomSecret() })
const { publicJwks, signingKeys, verificationKey } = await import('./signing-keys')
const { mintAccessToken } = await import('./access-token')

describe('the published keys', () => {
  it('have public members only', async () => {
    const { keys } = await publicJwks()
    expect(keys).toHaveLength(2)
    for (const key of keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })

  it('are named by their thumbprint', async () => {
    for (const key of (await publicJwks()).keys)
      expect(key).toMatchObject({
        ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' },
        kid: await calculateJwkThumbprint(key),
      })
  })

  it('are the same on every replica with the same secret', async () => {
    const [first] = (await publicJwks()).keys
    setEnvironment()
    const replica = await import('./signing-keys')
    expect((await replica.publicJwks()).keys).toEqual([first])
  })

  it('let any other service verify a token offline', async () => {
    const { AUTH_URL } = requiredVariables
    const id = crypto.randomUUID()
    const profile = { role: 'admin', email: 'a@example.com', name: null, picture: null } as const
    const token = await mintAccessToken({ userId: id, sessionId: id, ...profile }, new Date())
    const { payload } = await jwtVerify(token, createLocalJWKSet(await publicJwks()), {
      ...{ algorithms: ['EdDSA'], typ: 'at+jwt', issuer: AUTH_URL, audience: AUTH_URL },
    })
    expect(payload).toMatchObject({ sub: id, sid: id, role: 'admin' })
  })
})

describe('the private keys', () => {
  it('cannot be read back, and sign only', async () => {
    for (const { privateKey } of await signingKeys()) {
      expect(privateKey).toMatchObject({ extractable: false, usages: ['sign'] })
      await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
    }
  })

  it.each([undefined, '', 'x', '0', '__proto__'])('are not looked for under %j', async (kid) => {
    await expect(verificationKey(kid === undefined ? {} : { kid })).rejects.toThrow()
  })
})
