import { sign } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { assembleToken, forgeAccessToken, honestClaims, siteSigningKey } from '../support/forge.ts'
import { plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let session: PlantedSession

beforeAll(async () => {
  session = await plantSession(stack)
})

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds
}

test.each([
  ['a second ago', -1],
  ['an hour ago', -3_600],
])('refuses a token that ran out %s', async (_, seconds) => {
  const claims = { exp: inSeconds(seconds), iat: inSeconds(seconds - 900) }
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { claims }))
})

test.each([undefined, null, '99999999999', -1, 0, 1.5, true, [9_999_999_999], {}])(
  'refuses a token whose expiry is %j',
  async (exp) => {
    await expectRefusedEverywhere(
      stack,
      await forgeAccessToken(stack, session, { claims: { exp } }),
    )
  },
)

test.each(['1e400', '-1e400', '"NaN"'])(
  'refuses a token whose expiry is written %s',
  async (exp) => {
    const { privateKey, kid } = await siteSigningKey(stack.authSecret)
    const payload = JSON.stringify({ ...honestClaims(stack.authUrl, session), exp: 'HERE' })
    const token = assembleToken(
      { alg: 'EdDSA', typ: 'at+jwt', kid },
      payload.replace('"HERE"', exp),
      (input) => sign(null, Buffer.from(input), privateKey),
    )
    await expectRefusedEverywhere(stack, token)
  },
)

test.each(['iat', 'nbf'])('refuses a token whose %s is more than a minute ahead', async (claim) => {
  const claims = { [claim]: inSeconds(75) }
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { claims }))
})

test.each(['iat', 'nbf'])('forgives a clock that is half a minute ahead in %s', async (claim) => {
  const token = await forgeAccessToken(stack, session, { claims: { [claim]: inSeconds(30) } })
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/me`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(200)
  }
})

test.each([undefined, 'now', -5])('refuses a token issued at %j', async (iat) => {
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { claims: { iat } }))
})
