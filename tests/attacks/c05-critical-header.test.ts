// RFC 7515 §4.1.11: an extension we do not understand makes the token invalid, however well it is signed.
import { sign } from 'node:crypto'
import { inject, test } from 'vitest'
import { assembleToken, honestClaims, siteSigningKey } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')

test.each([
  { crit: ['b64'], b64: false },
  { crit: ['b64'], b64: true },
  { crit: ['made-up'], 'made-up': 1 },
  { crit: ['exp'], exp: 0 },
  { crit: [] },
  { crit: 'alg' },
  { crit: null },
  { zip: 'DEF', crit: ['zip'] },
])('refuses a well-signed token with the header %j', async (extension) => {
  const { privateKey, kid } = await siteSigningKey(stack.authSecret)
  const session = await plantSession(stack)
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid, ...extension }
  const token = assembleToken(header, honestClaims(stack.authUrl, session), (input) =>
    sign(null, Buffer.from(input), privateKey),
  )
  await expectRefusedEverywhere(stack, token)
})
