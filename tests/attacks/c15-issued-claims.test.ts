// RFC 9068 §2.2; OWASP ASVS 5.0 §9.2: what an access token of ours says, and that it says no more.
import { decodeProtectedHeader } from 'jose'
import { expect, inject, test } from 'vitest'
import { siteSigningKey } from '../support/forge.ts'
import { signIn } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'
import { renewed } from '../support/renewal.ts'

const stack = inject('stack')
const always = ['aud', 'email', 'exp', 'iat', 'iss', 'jti', 'role', 'sid', 'sub']
const atMost = [...always, 'name', 'picture']

function payloadOf(token: string): Record<string, unknown> {
  const [, payload] = token.split('.')
  return JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>
}

test('an issued token has the claims of the contract, fifteen minutes, and nothing of Google’s', async () => {
  const { jar } = await signIn(stack, { persona: 'grace' })
  const tokens = [jar.get('gatehouse-access')!]
  for (const site of everySite(stack))
    tokens.push((await renewed(site, jar.get('gatehouse-session')!)).accessToken)
  for (const token of tokens) {
    const claims = payloadOf(token)
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(always))
    expect(atMost).toEqual(expect.arrayContaining(Object.keys(claims)))
    expect(claims).toMatchObject({ iss: stack.authUrl, aud: stack.authUrl })
    expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(900)
    expect(JSON.stringify(claims)).not.toMatch(/ya29|1\/\/|refresh|secret/i)
    expect(decodeProtectedHeader(token)).toEqual({
      ...{ alg: 'EdDSA', typ: 'at+jwt' },
      kid: (await siteSigningKey(stack.authSecret)).kid,
    })
  }
  const ids = tokens.map((token) => payloadOf(token).jti)
  expect(new Set(ids).size, 'no jti twice').toBe(ids.length)
})
