// RFC 8725 §3.10: a key id is looked up in our own list and leads nowhere else.
import { randomBytes } from 'node:crypto'
import { inject, test } from 'vitest'
import { forgeAccessToken, toSigningKey } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')

test.each([
  ['a path', '../../dev/null'],
  ['an SQL injection', "' OR 1=1 --"],
  ['a URL', 'http://127.0.0.1:9/key.pem'],
  ['a name of the prototype', '__proto__'],
  ['the empty text', ''],
  ['no text at all', 7],
  ['nothing', undefined],
  ['an unknown thumbprint', randomBytes(32).toString('base64url')],
  ['2 KB', 'k'.repeat(2_048)],
  ['10 KB', 'k'.repeat(10_240)],
])('refuses a well-signed token whose key id is %s', async (_, kid) => {
  const session = await plantSession(stack)
  const token = await forgeAccessToken(stack, session, { header: { kid } })
  await expectRefusedEverywhere(stack, token)
})

test('refuses the key id of another key together with that key', async () => {
  const { kid, privateKey } = await toSigningKey(randomBytes(32))
  const session = await plantSession(stack)
  const token = await forgeAccessToken(stack, session, { header: { kid }, key: privateKey })
  await expectRefusedEverywhere(stack, token)
})
