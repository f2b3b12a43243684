import { expect, inject, test } from 'vitest'
import { signIn } from '../support/login.ts'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls

interface Row {
  id: string
  user_id: string
  revoked_reason: string | null
}

test('a sign-in beyond a hundred live sessions ends the oldest, and says so in the audit log', async () => {
  await signIn(stack, { persona: 'wendy' })
  const [owner] = await queryDatabase<Row>(
    stack,
    `SELECT user_id FROM sessions ORDER BY created_at DESC LIMIT 1`,
  )
  const userId = owner!.user_id
  const oldest = []
  for (let count = 0; count < 103; count++) {
    const session = await plantSession(stack, { userId })
    if (count < 4) oldest.push(session)
  }
  const order = `UPDATE sessions SET created_at = created_at - interval '1 day' WHERE id = ANY($1::uuid[])`
  await queryDatabase(stack, order, [oldest.map(({ sessionId }) => sessionId)])
  await signIn(stack, { persona: 'wendy' })
  const rows = await queryDatabase<Row>(
    stack,
    'SELECT id, revoked_reason FROM sessions WHERE user_id = $1',
    [userId],
  )
  const ended = rows.filter(({ revoked_reason: reason }) => reason === 'too_many_sessions')
  expect(rows.filter(({ revoked_reason: reason }) => reason === null)).toHaveLength(100)
  expect(ended.map(({ id }) => id)).toEqual(
    expect.arrayContaining(oldest.map(({ sessionId }) => sessionId)),
  )
  const events = await queryDatabase(
    stack,
    `SELECT 1 FROM audit_events WHERE user_id = $1 AND type = 'session_revoked' AND reason = 'too_many_sessions'`,
    [userId],
  )
  expect(events).toHaveLength(ended.length)
  const headers = { authorization: `Bearer ${oldest[0]!.accessToken}` }
  expect((await send(`${url}/auth/me`, { headers })).status).toBe(401)
})
