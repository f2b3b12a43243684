// RFC 8725 §3.5, OWASP ASVS 5.0 §9.1.2 and §11.2: one key for one purpose and one algorithm. That a weak secret ends the
// start is in tests/integration/environment.test.ts.
import { hkdfSync } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { forgeAccessToken, toSigningKey } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

function subkey(label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', stack.authSecret, '', label, 32))
}

test('every published key is an Ed25519 key for signatures by one algorithm', async () => {
  for (const site of everySite(stack)) {
    const { keys } = (await (await send(`${site}/.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[]
    }
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys)
      expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
  }
})

test.each([
  ['the refresh tokens’ MAC', () => subkey('gatehouse refresh-token mac v1')],
  ['the refresh tokens’ successor', () => subkey('gatehouse refresh-token successor v1')],
  ['the login transactions', () => subkey('gatehouse login-transaction a256gcm v1')],
  ['another version of its own label', () => subkey('gatehouse access-token ed25519 seed v2')],
  ['the secret’s own text', () => Buffer.from(stack.authSecret).subarray(0, 32)],
  ['the secret’s own bytes', () => Buffer.from(stack.authSecret, 'base64').subarray(0, 32)],
])('refuses a token signed with the key of %s', async (_, seed) => {
  const session = await plantSession(stack)
  const own = await forgeAccessToken(stack, session)
  const { privateKey, kid } = await toSigningKey(seed())
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { key: privateKey }))
  const header = { kid }
  const named = await forgeAccessToken(stack, session, { key: privateKey, header })
  await expectRefusedEverywhere(stack, named)
  const headers = { authorization: `Bearer ${own}` }
  expect((await send(`${stack.replicaUrls[0]}/auth/me`, { headers })).status).toBe(200)
})
