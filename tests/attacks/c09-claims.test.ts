import { queryDatabase } from '../support/query-database.ts'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { type Claims, forgeAccessToken } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

test.each<Claims>([
  { sub: undefined },
  { sub: '' },
  { sub: 7 },
  { sub: 'not-a-uuid' },
  { sub: ["' OR 1=1"] },
  { sid: undefined },
  { sid: '' },
  { sid: 'not-a-uuid' },
  { jti: undefined },
  { jti: 'again' },
  { role: undefined },
  { role: 'root' },
  { role: ['admin'] },
  { email: undefined },
  { email: '' },
  { name: { toString: 'x' } },
])('refuses a well-signed token with %j', async (claims) => {
  const session = await plantSession(stack)
  await expectRefusedEverywhere(stack, await forgeAccessToken(stack, session, { claims }))
})

test('refuses the token of a revoked session on every replica within a second', async () => {
  const session = await plantSession(stack)
  const headers = { authorization: `Bearer ${session.accessToken}` }
  for (const site of everySite(stack))
    expect((await send(`${site}/auth/me`, { headers })).status).toBe(200)
  await queryDatabase(stack, 'UPDATE sessions SET revoked_at = now() WHERE id = $1', [
    session.sessionId,
  ])
  await setTimeout(1_000)
  await expectRefusedEverywhere(stack, session.accessToken)
})

test('refuses a role that was edited into a token without the key', async () => {
  const session = await plantSession(stack)
  const [header, payload, signature] = session.accessToken.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
  for (const edit of [{ role: 'admin' }, { sub: randomUUID() }, { sid: randomUUID() }]) {
    const edited = Buffer.from(JSON.stringify({ ...claims, ...edit })).toString('base64url')
    await expectRefusedEverywhere(stack, `${header}.${edited}.${signature}`)
  }
})
