// RFC 9068 §4, RFC 8725 §3.11: nothing but an access token is an access token.
import { EncryptJWT, SignJWT, generateKeyPair } from 'jose'
import { randomBytes } from 'node:crypto'
import { inject, test } from 'vitest'
import { forgeAccessToken, honestClaims, siteSigningKey } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')

test.each([undefined, '', 'JWT', 'jwt', 'id_token', 'logout+jwt', 'secevent+jwt', 'at+jwt ', 7])(
  'refuses a well-signed token of the type %j',
  async (typ) => {
    const session = await plantSession(stack)
    const token = await forgeAccessToken(stack, session, { header: { typ } })
    await expectRefusedEverywhere(stack, token)
  },
)

test('refuses an ID token in the place of an access token', async () => {
  const { privateKey } = await generateKeyPair('RS256')
  const session = await plantSession(stack)
  const token = await new SignJWT(honestClaims(stack.authUrl, session))
    .setProtectedHeader({ alg: 'RS256', kid: (await siteSigningKey(stack.authSecret)).kid })
    .setIssuer(stack.googleUrl)
    .setAudience(stack.clientId)
    .sign(privateKey)
  await expectRefusedEverywhere(stack, token)
})

test('refuses an encrypted token, with the right claims inside', async () => {
  const session = await plantSession(stack)
  const token = await new EncryptJWT(honestClaims(stack.authUrl, session))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' })
    .encrypt(randomBytes(32))
  await expectRefusedEverywhere(stack, token)
})

test('refuses a refresh token in the place of an access token', async () => {
  const { refreshToken } = await plantSession(stack)
  await expectRefusedEverywhere(stack, refreshToken)
})
