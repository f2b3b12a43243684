import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { client, TestClient } from '../client-for-tests.ts'
import { startReceiver } from './receiver-for-tests.ts'

let rp: TestClient
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  receiver = await startReceiver()
  rp = await TestClient.start()
})
beforeEach(() => {
  receiver.received.length = 0
})
afterAll(async () => {
  receiver.close()
  await rp.google.close()
})

interface Announced {
  jti: string
  token: string
  status: number | null
}

async function announce(body: Record<string, unknown>): Promise<Announced> {
  const response = await rp.control('POST', 'risc', { to: receiver.url, ...body })
  if (response.status !== 200) throw new Error(await response.text())
  return (await response.json()) as Announced
}

async function verify(token: string) {
  const configuration = await fetch(`${rp.issuer}/.well-known/risc-configuration`)
  const { issuer, jwks_uri: uri } = (await configuration.json()) as Record<string, string>
  const jwks = (await (await fetch(uri!)).json()) as JSONWebKeySet
  return jwtVerify(token, createLocalJWKSet(jwks), { issuer, audience: client.id })
}

const riscType = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauthType = 'https://schemas.openid.net/secevent/oauth/event-type/'

it('pushes a signed event about an account, as RFC 8935 says', async () => {
  const { jti, status } = await announce({
    event: 'account-disabled',
    persona: 'ada',
    reason: 'hijacking',
  })
  expect(status).toBe(202)
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  expect(headers).toMatchObject({
    'content-type': 'application/secevent+jwt',
    accept: 'application/json',
  })
  const { payload, protectedHeader } = await verify(body)
  expect(protectedHeader.typ).toBe('secevent+jwt')
  expect(payload).toMatchObject({ iss: `${rp.issuer}/`, jti })
  expect(payload).not.toHaveProperty('exp')
  expect(payload.events).toEqual({
    [`${riscType}account-disabled`]: {
      subject: { subject_type: 'iss-sub', iss: `${rp.issuer}/`, sub: '104729000000000000017' },
      reason: 'hijacking',
    },
  })
})

it('names a refresh token by its prefix or its double digest, never whole', async () => {
  const { refresh_token: refreshToken = '' } = await rp.getTokens('grace', {
    access_type: 'offline',
    prompt: 'consent',
  })
  const digest = (bytes: string | Buffer) => createHash('sha512').update(bytes).digest()
  const identifiers = {
    prefix: refreshToken.slice(0, 16),
    hash_base64_sha512_sha512: digest(digest(refreshToken)).toString('base64'),
  }
  for (const [tokenIdentifier, token] of Object.entries(identifiers)) {
    const announced = await announce({ event: 'token-revoked', tokenIdentifier })
    const { payload } = await verify(announced.token)
    expect(payload.events).toEqual({
      [`${oauthType}token-revoked`]: {
        subject: {
          subject_type: 'oauth_token',
          token_type: 'refresh_token',
          token_identifier_alg: tokenIdentifier,
          token,
        },
      },
    })
  }
})

it('goes wrong in every way it is told to', async () => {
  const event = { event: 'sessions-revoked', deliver: false }
  const tampered = (tampering: object) => announce({ ...event, tampering })
  for (const tampering of [
    { signature: 'flip' },
    { signature: 'unknown-key' },
    { signature: 'none' },
    { claims: { iss: rp.issuer } },
    { claims: { aud: 'another client' } },
    { claims: { exp: 1 } },
  ]) {
    const { token } = await tampered(tampering)
    await expect(verify(token), JSON.stringify(tampering)).rejects.toThrow()
  }
  expect((await announce({ ...event, jti: 'twice' })).jti).toBe('twice')
  expect(receiver.received).toEqual([])
})

it('sends whatever it is told to, and says when nobody answers', async () => {
  await announce({ event: 'verification', body: 'garbage', contentType: 'text/plain' })
  expect(receiver.received[0]).toMatchObject({
    body: 'garbage',
    headers: { 'content-type': 'text/plain' },
  })
  const { status } = await announce({ event: 'verification', to: 'http://127.0.0.1:1/auth/risc' })
  expect(status).toBeNull()
})

it('pushes to loopback addresses only', async () => {
  const body = { event: 'verification', to: 'https://shop.example.com/auth/risc' }
  expect((await rp.control('POST', 'risc', body)).status).toBe(400)
})
