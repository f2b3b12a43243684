// Whatever stands in the session cookie: 401, no error of ours, and at most one read by the primary key.
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')
const good = (await plantSession(stack)).refreshToken

test.each([
  ['empty', ''],
  ['one character', 'x'],
  ['10 KB', 'x'.repeat(10_000)],
  ['percent-encoded NUL', `${good.slice(0, 40)}%00${good.slice(43)}`],
  ['bytes of UTF-8', Buffer.from('ключ-💥'.repeat(10)).toString('latin1')],
  ['SQL', "'; DROP TABLE sessions; --"],
  ['a good token and a suffix', `${good}A`],
  ['a good token and a space inside', `${good.slice(0, 40)} ${good.slice(40)}`],
  ['a good token in quotes', `"${good}"`],
  ['a good token twice', good + good],
  ['a good token padded', `${good}==`],
  ['a good token of another alphabet', good.replaceAll('-', '+').replaceAll('_', '/') + '+'],
  ['a good token in capitals', good.toUpperCase()],
  ['a good token backwards', [...good].reverse().join('')],
  ['JSON', '{"$ne":""}'],
  ['an array', '["a","b"]'],
  ['a prototype', '__proto__'],
  ['random bytes', randomBytes(64).toString('base64url')],
])('refuses %s', async (_, value) => {
  const statements = await statementsDuring(stack, async () => {
    for (const site of everySite(stack)) {
      const headers = { cookie: `gatehouse-session=${value}`, 'x-csrf': '1' }
      const response = await send(`${site}/auth/refresh`, { method: 'POST', headers })
      expect(response.status).toBe(401)
      await expectProblem(response, value ? 'session_ended' : 'unauthenticated')
    }
  })
  expect(statements).toEqual([])
})

test('reads once, by the primary key, for a token with a good MAC', async () => {
  const session = await plantSession(stack)
  const headers = { cookie: `gatehouse-session=${session.refreshToken}`, 'x-csrf': '1' }
  const statements = await statementsDuring(stack, () =>
    send(`${stack.replicaUrls[0]}/auth/refresh`, { method: 'POST', headers }),
  )
  expect(statements).toHaveLength(1)
  expect(statements[0]).toContain('WHERE s.id = $1')
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})
