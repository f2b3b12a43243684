// RFC 8725 §3.1, §3.2: the algorithm is ours to choose, never the token's.
import { createHmac } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { assembleToken, honestClaims, siteSigningKey, type SigningKey } from '../support/forge.ts'
import { plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let session: PlantedSession
let key: SigningKey

beforeAll(async () => {
  session = await plantSession(stack)
  key = await siteSigningKey(stack.authSecret)
})

function header(alg: unknown) {
  return { alg, typ: 'at+jwt', kid: key.kid }
}

test('accepts the same token with an honest algorithm on every replica', async () => {
  for (const site of everySite(stack)) {
    const authorization = `Bearer ${session.accessToken}`
    expect((await send(`${site}/auth/me`, { headers: { authorization } })).status).toBe(200)
  }
})

test.each(['none', 'None', 'nOnE', '', undefined, null, ['EdDSA'], 'eddsa'])(
  'refuses an unsigned token with the algorithm %j',
  async (alg) => {
    const claims = honestClaims(stack.authUrl, session)
    await expectRefusedEverywhere(stack, assembleToken(header(alg), claims))
    await expectRefusedEverywhere(
      stack,
      assembleToken(header(alg), claims, () => 'x'),
    )
  },
)

test.each(['PEM', 'DER', 'JWK', 'raw'])(
  'refuses a token whose HS256 secret is the public key as %s',
  async (form) => {
    const jwk = key.publicKey.export({ format: 'jwk' })
    const secrets: Record<string, string | Buffer> = {
      PEM: key.publicKey.export({ format: 'pem', type: 'spki' }),
      DER: key.publicKey.export({ format: 'der', type: 'spki' }),
      JWK: JSON.stringify(jwk),
      raw: Buffer.from(jwk.x!, 'base64url'),
    }
    for (const alg of ['HS256', 'HS512']) {
      const hash = alg === 'HS256' ? 'sha256' : 'sha512'
      const token = assembleToken(header(alg), honestClaims(stack.authUrl, session), (input) =>
        createHmac(hash, secrets[form]!).update(input).digest(),
      )
      await expectRefusedEverywhere(stack, token)
    }
  },
)
