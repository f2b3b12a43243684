import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT, base64url } from 'jose'
import { describe, expect, it } from 'vitest'
import { setEnvironment, requiredVariables, randomSecret } from '@/tests/support/unit-environment'

setEnvironment()
const { mintAccessToken, verifyAccessToken } = await import('./access-token')
const { publicJwks, signingKeys } = await import('./signing-keys')

const issuer = requiredVariables.AUTH_URL
const now = new Date('2030-01-01T00:00:00Z')
const seconds = now.getTime() / 1_000
const subject = {
  userId: randomUUID(),
  sessionId: randomUUID(),
  role: 'user' as const,
  email: 'ada@example.com',
  name: 'Ada',
  picture: 'https://pictures.example/ada.png',
}
const [{ privateKey, kid, publicJwk }] = await signingKeys()
const header: JWTHeaderParameters = { alg: 'EdDSA', typ: 'at+jwt', kid }

function goodClaims(): JWTPayload {
  return {
    iss: issuer,
    aud: issuer,
    sub: subject.userId,
    sid: subject.sessionId,
    jti: randomUUID(),
    iat: seconds,
    exp: seconds + 900,
    role: 'user',
    email: subject.email,
  }
}

/** Signed with our own key: only what `changed` says is wrong with it. */
function signed(changed: JWTPayload, changedHeader: Partial<JWTHeaderParameters> = {}) {
  return new SignJWT({ ...goodClaims(), ...changed })
    .setProtectedHeader({ ...header, ...changedHeader })
    .sign(privateKey, { crit: { b64: true, 'urn:example:x': true } })
}

function encode(value: unknown): string {
  return base64url.encode(JSON.stringify(value))
}

/** Bytes of our choice, under a good signature. */
async function signBytes(encodedHeader: string, encodedPayload: string): Promise<string> {
  const input = new TextEncoder().encode(`${encodedHeader}.${encodedPayload}`)
  const signature = await crypto.subtle.sign('Ed25519', privateKey, input)
  return `${encodedHeader}.${encodedPayload}.${base64url.encode(new Uint8Array(signature))}`
}

function at(offset: number): Date {
  return new Date(now.getTime() + offset * 1_000)
}

describe('an access token', () => {
  it('says whom it speaks for, for fifteen minutes', async () => {
    const token = await mintAccessToken(subject, now)
    const { userId: sub, sessionId: sid, role, email, name, picture } = subject
    const expected = { sub, sid, role, email, name, picture, iat: seconds, exp: seconds + 900 }
    expect(await verifyAccessToken(token, now)).toMatchObject(expected)
    expect(await verifyAccessToken(token, at(899))).toMatchObject(expected)
    expect(await verifyAccessToken(token, at(900))).toBeNull()
  })

  it('expires to the second, also when it was good a moment ago', async () => {
    const token = await mintAccessToken(subject, now)
    for (const offset of [0, 899.999, 900, 900.001, 899])
      expect((await verifyAccessToken(token, at(offset))) !== null).toBe(offset < 900)
  })

  it('has an id of its own each time', async () => {
    const tokens = await Promise.all([1, 2, 3].map(() => mintAccessToken(subject, now)))
    expect(new Set(tokens).size).toBe(3)
  })

  it('leaves out the picture, then the name, before it grows too large for a cookie', async () => {
    const mint = async (changed: Partial<typeof subject>) => {
      const token = await mintAccessToken({ ...subject, ...changed }, now)
      expect(token.length).toBeLessThanOrEqual(1_400)
      return verifyAccessToken(token, now)
    }
    const long = 'x'.repeat(4_096)
    expect(await mint({ picture: long })).toMatchObject({ name: 'Ada' })
    expect(await mint({ picture: long })).not.toHaveProperty('picture')
    expect(await mint({ name: long })).not.toHaveProperty('name')
    expect(await mint({ name: long, picture: long })).toMatchObject({ email: subject.email })
    expect(await mint({ name: '💐'.repeat(1_024) })).not.toHaveProperty('name')
    expect(await mint({ email: `${'e'.repeat(308)}@example.com`, name: long })).not.toBeNull()
  })

  it('may speak for somebody without name and picture', async () => {
    const token = await mintAccessToken({ ...subject, name: null, picture: null }, now)
    const claims = await verifyAccessToken(token, now)
    expect(claims).not.toHaveProperty('name')
    expect(claims).not.toHaveProperty('picture')
  })
})

describe('a token that we did not mint', () => {
  const other = generateKeyPairSync('ed25519').privateKey
  const payload = encode(goodClaims())

  it.each(['none', 'None', 'NONE', ''])(
    'is refused unsigned, with the algorithm %j',
    async (alg) => {
      expect(await verifyAccessToken(`${encode({ ...header, alg })}.${payload}.`, now)).toBeNull()
      const borrowed = (await mintAccessToken(subject, now)).split('.')[2]!
      const token = `${encode({ ...header, alg })}.${payload}.${borrowed}`
      expect(await verifyAccessToken(token, now)).toBeNull()
      expect(await verifyAccessToken(new UnsecuredJWT(goodClaims()).encode(), now)).toBeNull()
    },
  )

  it('is refused when our public key served as the key of an HMAC', async () => {
    const input = `${encode({ ...header, alg: 'HS256' })}.${payload}`
    for (const key of [publicJwk.x, base64url.decode(publicJwk.x), JSON.stringify(publicJwk), '']) {
      const mac = createHmac('sha256', key).update(input).digest('base64url')
      expect(await verifyAccessToken(`${input}.${mac}`, now)).toBeNull()
    }
  })

  it('is refused under another key, whatever its header says of it', async () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }
    const headers = [
      {},
      { kid: undefined },
      { jwk },
      { jku: 'https://evil.example/jwks.json' },
      { x5u: 'https://evil.example/cert.pem' },
      { x5c: ['AAAA'] },
    ]
    for (const extra of headers) {
      const forged = { ...header, ...extra } as JWTHeaderParameters
      const token = await new SignJWT(goodClaims()).setProtectedHeader(forged).sign(other)
      expect(await verifyAccessToken(token, now)).toBeNull()
    }
  })

  it('is refused under the key of another secret', async () => {
    setEnvironment({ AUTH_SECRET: randomSecret() })
    const foreign = await import('./access-token')
    const token = await foreign.mintAccessToken(subject, now)
    expect(await foreign.verifyAccessToken(token, now)).not.toBeNull()
    expect(await verifyAccessToken(token, now)).toBeNull()
  })

  it.each(['RS256', 'ES256', 'PS256', 'HS256', 'Ed448', 'eddsa'])(
    'is refused under our signature with the algorithm %s',
    async (alg) => {
      expect(
        await verifyAccessToken(await signBytes(encode({ ...header, alg }), payload), now),
      ).toBeNull()
    },
  )
})

describe('a token with our signature', () => {
  it('is accepted where nothing is wrong with it', async () => {
    expect(await verifyAccessToken(await signed({}), now)).toMatchObject({ sub: subject.userId })
    expect(
      await verifyAccessToken(await signBytes(encode(header), encode(goodClaims())), now),
    ).not.toBeNull()
  })

  it.each<[string, JWTPayload]>([
    ['no issuer', { iss: undefined }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an issuer with a slash behind it', { iss: `${issuer}/` }],
    ['an issuer in capitals', { iss: issuer.toUpperCase() }],
    ['no audience', { aud: undefined }],
    ['another audience', { aud: 'https://evil.example' }],
    ['two audiences', { aud: [issuer, 'https://evil.example'] }],
    ['no audience in a list', { aud: [] }],
    ['no expiry', { exp: undefined }],
    ['an expiry in the past', { exp: seconds - 1 }],
    ['an expiry of this second', { exp: seconds }],
    ['an expiry of zero', { exp: 0 }],
    ['an expiry before all time', { exp: -1 }],
    ['an expiry between two seconds', { exp: seconds + 0.5 }],
    ['an expiry beyond all numbers', { exp: 1e308 }],
    ['no time of issue', { iat: undefined }],
    ['a time of issue in the future', { iat: seconds + 61 }],
    ['a start in the future', { nbf: seconds + 61 }],
    ['no subject', { sub: undefined }],
    ['a subject that is no UUID', { sub: "1' OR '1'='1" }],
    ['no session', { sid: undefined }],
    ['a session that is no UUID', { sid: 'all' }],
    ['a session in a list', { sid: [subject.sessionId] }],
    ['no id', { jti: undefined }],
    ['no role', { role: undefined }],
    ['a role that does not exist', { role: 'root' }],
    ['roles in a list', { role: ['user', 'admin'] }],
    ['no e-mail', { email: undefined }],
    ['an empty e-mail', { email: '' }],
    ['a name that is an object', { name: { toString: 'x' } }],
  ])('is refused with %s', async (_, changed) => {
    expect(await verifyAccessToken(await signed(changed), now)).toBeNull()
  })

  it.each(['exp', 'iat', 'nbf'])('is refused where %s is a string', async (name) => {
    const claims = { ...goodClaims(), [name]: String(seconds) }
    expect(await verifyAccessToken(await signBytes(encode(header), encode(claims)), now)).toBeNull()
  })

  it('is accepted from a clock that is a minute ahead', async () => {
    const ahead = { iat: seconds + 60, nbf: seconds + 60 }
    expect(await verifyAccessToken(await signed(ahead), now)).not.toBeNull()
  })

  it.each<[string, Partial<JWTHeaderParameters>]>([
    ['no type', { typ: undefined }],
    ['the type of an ID token', { typ: 'JWT' }],
    ['the type of a logout token', { typ: 'logout+jwt' }],
    ['no key id', { kid: undefined }],
    ['another key id', { kid: 'AAAA' }],
    ['a key id that is a path', { kid: '../../dev/null' }],
    ['a key id that is a query', { kid: "x' UNION SELECT 'k" }],
    ['a critical extension', { crit: ['urn:example:x'], 'urn:example:x': true }],
  ])('is refused with %s', async (_, changed) => {
    expect(await verifyAccessToken(await signed({}, changed), now)).toBeNull()
  })

  it('is refused with an unencoded payload', async () => {
    const raw = encode({ ...header, b64: false, crit: ['b64'] })
    expect(await verifyAccessToken(await signBytes(raw, encode(goodClaims())), now)).toBeNull()
  })

  it.each([null, [], 'x', 1, true])('is refused where the claims are %j', async (claims) => {
    expect(await verifyAccessToken(await signBytes(encode(header), encode(claims)), now)).toBeNull()
  })

  it('is refused in any other serialization or spelling', async () => {
    const token = await mintAccessToken(subject, now)
    const [head = '', payload = '', signature = ''] = token.split('.')
    const spellings = [
      JSON.stringify({ payload, protected: head, signature }),
      JSON.stringify({ payload, signatures: [{ protected: head, signature }] }),
      `${head}..${signature}`,
      `${head}.${payload}`,
      `${head}.${payload}.`,
      `${token}.`,
      `${token}.${signature}`,
      `${token}=`,
      `${token}==`,
      ` ${token}`,
      `${token}\n`,
      token.replace('.', '..'),
      `${head}.${payload}.${signature}A`,
      `${head}.${payload}.${Buffer.from(signature, 'base64url').toString('hex')}`,
      `Bearer ${token}`,
      token.toUpperCase(),
    ]
    for (const text of spellings) expect(await verifyAccessToken(text, now), text).toBeNull()
    expect(await verifyAccessToken(token, now)).not.toBeNull()
  })

  it('has one spelling: spare bits of the last character are refused', async () => {
    const token = await mintAccessToken(subject, now)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const accepted = []
    for (const last of alphabet)
      if (await verifyAccessToken(token.slice(0, -1) + last, now)) accepted.push(last)
    expect(accepted).toEqual([token.at(-1)])
  })

  it('is refused when any one character of the payload was changed', async () => {
    const token = await mintAccessToken(subject, now)
    for (let index = 0; index < token.length; index += 7) {
      const other = token[index] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, index) + other + token.slice(index + 1)
      expect(await verifyAccessToken(changed, now)).toBeNull()
    }
  })

  it('is refused beyond four kilobytes', async () => {
    expect(await verifyAccessToken(await signed({ name: 'x'.repeat(2_000) }), now)).not.toBeNull()
    expect(await verifyAccessToken(await signed({ name: 'x'.repeat(4_000) }), now)).toBeNull()
    expect(await verifyAccessToken(`${'A'.repeat(5_000_000)}.A.A`, now)).toBeNull()
  })

  it.each(['', '.', '..', 'x', 'a.b.c', 'A.A.A', 'e30.e30.e30', '💐'])(
    'is not %j',
    async (text) => {
      expect(await verifyAccessToken(text, now)).toBeNull()
    },
  )
})

describe('a change of AUTH_SECRET', () => {
  it('keeps the tokens of the former secret good until that is removed', async () => {
    const token = await mintAccessToken(subject, now)
    const next = randomSecret()
    setEnvironment({ AUTH_SECRET: next, AUTH_SECRET_1: requiredVariables.AUTH_SECRET })
    const during = await import('./access-token')
    expect(await during.verifyAccessToken(token, now)).not.toBeNull()
    expect(await verifyAccessToken(await during.mintAccessToken(subject, now), now)).toBeNull()
    setEnvironment({ AUTH_SECRET: next })
    expect(await (await import('./access-token')).verifyAccessToken(token, now)).toBeNull()
  })

  it('publishes the current key first, then the former ones', async () => {
    setEnvironment({ AUTH_SECRET: randomSecret(), AUTH_SECRET_1: requiredVariables.AUTH_SECRET })
    const { keys } = await (await import('./signing-keys')).publicJwks()
    expect(keys).toHaveLength(2)
    expect(keys[1]).toEqual((await publicJwks()).keys[0])
  })
})
