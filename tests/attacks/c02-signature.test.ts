import { randomBytes, sign } from 'node:crypto'
import { beforeAll, inject, test } from 'vitest'
import {
  assembleToken,
  forgeAccessToken,
  honestClaims,
  siteSigningKey,
  toSigningKey,
} from '../support/forge.ts'
import { plantSession, type PlantedSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')
let session: PlantedSession
let parts: [string, string, string]

beforeAll(async () => {
  session = await plantSession(stack)
  parts = session.accessToken.split('.') as typeof parts
})

function withSignature(signature: Buffer): string {
  return `${parts[0]}.${parts[1]}.${signature.toString('base64url')}`
}

test('refuses a token whose payload was changed behind its signature', async () => {
  const claims = { ...honestClaims(stack.authUrl, session), role: 'admin' }
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  await expectRefusedEverywhere(stack, `${parts[0]}.${payload}.${parts[2]}`)
})

test('refuses a token whose header was changed behind its signature', async () => {
  const { kid } = await siteSigningKey(stack.authSecret)
  const header = Buffer.from(JSON.stringify({ kid, typ: 'at+jwt', alg: 'EdDSA' }))
  await expectRefusedEverywhere(stack, `${header.toString('base64url')}.${parts[1]}.${parts[2]}`)
})

test('refuses a token with one bit of the signature flipped', async () => {
  const signature = Buffer.from(parts[2], 'base64url')
  for (const at of [0, 31, 32, 63]) {
    const flipped = Buffer.from(signature)
    flipped[at]! ^= 1
    await expectRefusedEverywhere(stack, withSignature(flipped))
  }
})

test('refuses a removed, truncated, padded or all-zero signature', async () => {
  const signature = Buffer.from(parts[2], 'base64url')
  await expectRefusedEverywhere(stack, `${parts[0]}.${parts[1]}.`)
  for (const bad of [
    signature.subarray(0, 63),
    signature.subarray(0, 1),
    Buffer.concat([signature, Buffer.from([0])]),
    Buffer.alloc(64),
    Buffer.alloc(64, 0xff),
  ])
    await expectRefusedEverywhere(stack, withSignature(bad))
})

// RFC 8032 §5.1.7: S below the group's order, or one signature would have two spellings.
test('refuses the second spelling of a good signature', async () => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const signature = Buffer.from(parts[2], 'base64url')
  let s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order
  const twin = Buffer.from(signature)
  for (let at = 32; at < 64; at++, s >>= 8n) twin[at] = Number(s & 0xffn)
  await expectRefusedEverywhere(stack, withSignature(twin))
})

test('refuses a token signed by another key under the site’s own key id', async () => {
  const { privateKey } = await toSigningKey(randomBytes(32))
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { key: privateKey }))
})

test('refuses a token signed by the small-order key that signs everything', async () => {
  const { kid } = await siteSigningKey(stack.authSecret)
  const identity = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)])
  const token = assembleToken(
    { alg: 'EdDSA', typ: 'at+jwt', kid },
    honestClaims(stack.authUrl, session),
    () => identity,
  )
  await expectRefusedEverywhere(stack, token)
})

test('refuses a good key’s signature over something else', async () => {
  const { privateKey } = await siteSigningKey(stack.authSecret)
  await expectRefusedEverywhere(stack, withSignature(sign(null, Buffer.from('else'), privateKey)))
})
