// RFC 8725 §3.8, §3.9: for this site, by this site, to the letter.
import { inject, test } from 'vitest'
import { type Claims, forgeAccessToken } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')
const own = stack.authUrl

test.each<Claims>([
  { iss: undefined },
  { iss: '' },
  { iss: `${own}/` },
  { iss: own.toUpperCase() },
  { iss: own.replace('http:', 'https:') },
  { iss: 'https://staging.example.com' },
  { iss: stack.googleUrl },
  { iss: [own] },
  { aud: undefined },
  { aud: '' },
  { aud: [] },
  { aud: 'https://staging.example.com' },
  { aud: stack.clientId },
  { aud: `${own}/` },
  { aud: [own, 'https://staging.example.com'] },
  { aud: { 0: own } },
])('refuses a well-signed token with %j', async (claims) => {
  const session = await plantSession(stack)
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { claims }))
})
