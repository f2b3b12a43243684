import { createHmac, createPublicKey, createVerify } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(() => rp.control('DELETE', 'state'))
afterAll(() => rp.google.close())

async function getIdToken(idToken: Record<string, unknown>): Promise<string> {
  await rp.set({ idToken })
  return (await rp.getTokens('grace')).id_token
}

async function getKey(): Promise<JWK> {
  const response = await fetch(`${rp.issuer}/oauth2/v3/certs`)
  return ((await response.json()) as { keys: [JWK] }).keys[0]
}

describe('an altered ID token', () => {
  it('keeps a valid signature when only claims change', async () => {
    const idToken = await getIdToken({ claims: { iss: rp.issuer, nonce: 'else', email: null } })
    const claims = await rp.verify(idToken)
    expect(claims.nonce).toBe('else')
    expect(claims).not.toHaveProperty('email')
  })

  it('can carry another audience, expiry or type of claim', async () => {
    const altered = { aud: ['a', 'b'], azp: 'a', exp: 'soon', sub: 7, iat: null }
    expect(decodeJwt(await getIdToken({ claims: altered }))).toMatchObject({
      aud: ['a', 'b'],
      azp: 'a',
      exp: 'soon',
      sub: 7,
    })
  })

  it('can go without a key identifier', async () => {
    const idToken = await getIdToken({ header: { kid: null } })
    expect(decodeProtectedHeader(idToken)).toEqual({ alg: 'RS256', typ: 'JWT' })
    await expect(rp.verify(idToken)).resolves.toBeDefined()
  })

  it.each(['flip', 'unknown-key', 'foreign-key-same-kid', 'none', 'empty', 'hs256-public-key'])(
    'does not verify with the signature "%s"',
    async (signature) => {
      await expect(rp.verify(await getIdToken({ signature }))).rejects.toThrow()
    },
  )

  it('names an unknown key, or the known one for a foreign signature', async () => {
    const { kid } = await getKey()
    const unknown = decodeProtectedHeader(await getIdToken({ signature: 'unknown-key' }))
    expect(unknown.kid).not.toBe(kid)
    const foreign = decodeProtectedHeader(await getIdToken({ signature: 'foreign-key-same-kid' }))
    expect(foreign.kid).toBe(kid)
  })

  it('is unsigned with "none" under any spelling', async () => {
    const idToken = await getIdToken({ signature: 'none', header: { alg: 'nOnE' } })
    expect(
      JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString()),
    ).toMatchObject({ alg: 'nOnE' })
    expect(idToken.endsWith('.')).toBe(true)
  })

  it('is an HMAC of the published key with "hs256-public-key"', async () => {
    const idToken = await getIdToken({ signature: 'hs256-public-key' })
    const [header, payload, signature] = idToken.split('.')
    const key = createPublicKey({ key: { ...(await getKey()) }, format: 'jwk' })
    const secret = key.export({ type: 'spki', format: 'pem' })
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
    expect(signature).toBe(expected)
  })

  it('verifies with the key it embeds, and with no published one', async () => {
    const idToken = await getIdToken({ embedJwk: true })
    const { jwk } = decodeProtectedHeader(idToken)
    const [header, payload, signature = ''] = idToken.split('.')
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`)
    expect(verifier.verify(key, signature, 'base64url')).toBe(true)
    await expect(rp.verify(idToken)).rejects.toThrow()
  })

  it('can be left out', async () => {
    await rp.set({ idToken: { omit: true } })
    expect(await rp.getTokens('grace')).not.toHaveProperty('id_token')
  })

  it('is honest again after so many times', async () => {
    await expect(rp.verify(await getIdToken({ signature: 'flip', times: 1 }))).rejects.toThrow()
    const { id_token: idToken } = await rp.getTokens('grace')
    await expect(rp.verify(idToken)).resolves.toBeDefined()
  })
})

describe('an altered token answer', () => {
  it('takes other values and loses members', async () => {
    const merge = { token_type: 'bEaReR', expires_in: '3600' }
    await rp.set({ tokenResponse: { merge, remove: ['scope'] } })
    const answer = await rp.getTokens('grace')
    expect(answer).toMatchObject(merge)
    expect(answer).not.toHaveProperty('scope')
  })
})

describe('an altered callback', () => {
  it('takes other parameters and loses some', async () => {
    const params = { iss: null, state: 'forged', extra: '1' }
    await rp.set({ authorizationResponse: { params, times: 1 } })
    const { callback } = await rp.login('grace')
    expect(callback.get('state')).toBe('forged')
    expect(callback.get('extra')).toBe('1')
    expect(callback.has('iss')).toBe(false)
    expect((await rp.login('grace')).callback.get('iss')).toBe(rp.issuer)
  })
})
