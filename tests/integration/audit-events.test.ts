// What is recorded (docs/audit-events.md), and that nothing happens without its record.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { withCopiedDatabase } from '../support/copied-database.ts'
import { mintRefreshToken, sessionIdOf } from '../support/forge.ts'
import { attemptSignIn, signIn } from '../support/login.ts'
import { endOthers, endSession } from '../support/own-sessions.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

interface EventRow {
  readonly type: string
  readonly user_id: string | null
  readonly session_id: string | null
  readonly actor_session_id: string | null
  readonly reason: string | null
}

function eventsOf(userId: string): Promise<EventRow[]> {
  return queryDatabase<EventRow>(
    stack,
    `SELECT type, user_id, session_id, actor_session_id, reason FROM audit_events WHERE user_id = $1
     ORDER BY created_at, type DESC, session_id`,
    [userId],
  )
}

function logout(url: string, cookie: string, query = '') {
  return send(`${url}/auth/logout${query}`, { method: 'POST', headers: { cookie, 'x-csrf': '1' } })
}

test('a session ended from another one is recorded with who ended it', async () => {
  const actor = await plantSession(stack)
  const { userId } = actor
  const first = await plantSession(stack, { userId })
  const second = await plantSession(stack, { userId })
  await endSession(site, actor, first.sessionId)
  await endSession(site, actor, first.sessionId)
  await endOthers(site, actor)
  const revoked = { type: 'session_revoked', user_id: userId, reason: 'ended_by_user' }
  expect(await eventsOf(userId)).toEqual([
    { ...revoked, session_id: first.sessionId, actor_session_id: actor.sessionId },
    { ...revoked, session_id: second.sessionId, actor_session_id: actor.sessionId },
  ])
})

test('a sign-out is recorded once, and everywhere with every session it ended', async () => {
  const own = await plantSession(stack)
  const other = await plantSession(stack, { userId: own.userId })
  await logout(site, cookiesOf(own), '?everywhere=1')
  await logout(site, cookiesOf(own), '?everywhere=1')
  await logout(site, cookiesOf(other))
  expect(await eventsOf(own.userId)).toEqual([
    {
      ...{ type: 'sign_out_everywhere', user_id: own.userId, session_id: own.sessionId },
      ...{ actor_session_id: null, reason: null },
    },
    {
      ...{ type: 'session_revoked', user_id: own.userId, session_id: other.sessionId },
      ...{ actor_session_id: own.sessionId, reason: 'sign_out_everywhere' },
    },
  ])
})

test('a sign-in is recorded, with the session it replaced', async () => {
  const { jar } = await signIn(stack, { persona: 'user9001' })
  const former = sessionIdOf(jar.get('gatehouse-session')!)
  await signIn(stack, { persona: 'user9001', jar })
  const current = sessionIdOf(jar.get('gatehouse-session')!)
  const [row] = await queryDatabase<{ user_id: string }>(
    stack,
    'SELECT user_id FROM sessions WHERE id = $1',
    [current],
  )
  const user_id = row!.user_id
  const nobody = { actor_session_id: null, reason: null }
  expect(await eventsOf(user_id)).toEqual([
    { type: 'sign_in', user_id, session_id: former, ...nobody },
    { type: 'sign_in', user_id, session_id: current, ...nobody },
    {
      ...{ type: 'session_revoked', user_id, session_id: former },
      ...{ actor_session_id: current, reason: 'replaced' },
    },
  ])
})

test('a refused sign-in is recorded with why', async () => {
  const count = async () => {
    const rows = await queryDatabase(
      stack,
      "SELECT 1 FROM audit_events WHERE type = 'sign_in_refused' AND reason = 'email_unverified'",
    )
    return rows.length
  }
  const before = await count()
  const { location } = await attemptSignIn(stack, { persona: 'uma' })
  expect(location).toContain('error=email_unverified')
  expect(await count()).toBe(before + 1)
})

test('the admin role, blocking and deletion are recorded, whoever changes the row', async () => {
  const { userId, sessionId } = await plantSession(stack)
  for (const change of [
    "UPDATE users SET role = 'admin'",
    "UPDATE users SET role = 'admin', name = 'Still'",
    "UPDATE users SET role = 'user'",
    'UPDATE users SET disabled_at = now()',
    'UPDATE users SET disabled_at = now()',
    'UPDATE users SET disabled_at = NULL',
    'DELETE FROM users',
  ])
    await queryDatabase(stack, `${change} WHERE id = $1`, [userId])
  const events = await eventsOf(userId)
  expect(events.map(({ type }) => type)).toEqual([
    'admin_granted',
    'admin_withdrawn',
    'user_disabled',
    'user_enabled',
    'user_deleted',
    'session_revoked',
  ])
  expect(events.at(-1)).toMatchObject({ session_id: sessionId, reason: 'deleted' })
})

test('who is on ADMIN_EMAILS is recorded as administrator at the first sign-in', async () => {
  const { jar } = await signIn(stack, { persona: 'ada' })
  const headers = { authorization: `Bearer ${jar.get('gatehouse-access')}` }
  const { user } = (await (await send(`${site}/auth/me`, { headers })).json()) as {
    user: { id: string }
  }
  const types = (await eventsOf(user.id)).map(({ type }) => type)
  expect(types.filter((type) => type === 'admin_granted')).toHaveLength(1)
})

test('holds no token, no address of a person and no full network address', async () => {
  const rows = await queryDatabase<Record<string, string | null>>(
    stack,
    'SELECT * FROM audit_events',
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { type, reason, truncated_address } of rows) {
    expect(type).toMatch(/^[a-z_]+$/)
    expect(reason ?? '').toMatch(/^[a-z_]*$/)
    expect(truncated_address ?? '').toMatch(/^(|[\d.]+\.0\/24|[0-9a-f:]+::\/48)$/)
  }
})

// On a database of its own, whose audit_events takes nothing.
let copy: typeof stack
let replica: Replica

beforeAll(async () => {
  copy = await withCopiedDatabase(stack)
  await queryDatabase(
    copy,
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'no record'; END $$`,
  )
  await queryDatabase(
    copy,
    'CREATE TRIGGER refuse BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse()',
  )
  replica = await startReplica(copy)
})
afterAll(() => replica.stop())

test('no sign-in without its record', async () => {
  const { location, response } = await attemptSignIn(stack, { url: replica.url })
  expect(location).toContain('/login?error=')
  expect(response).not.toSetCookie('gatehouse-session')
  for (const table of ['users', 'accounts', 'sessions'])
    expect(await queryDatabase(copy, `SELECT 1 FROM ${table}`)).toEqual([])
})

test.each<[string, (own: Planted, other: Planted) => Promise<Response>]>([
  ['sign-out', (own) => logout(replica.url, cookiesOf(own))],
  ['sign-out everywhere', (own) => logout(replica.url, cookiesOf(own), '?everywhere=1')],
  ['end of another session', (own, other) => endSession(replica.url, own, other.sessionId)],
  ['end of all others', (own) => endOthers(replica.url, own)],
  [
    'end of a stolen session',
    (own) => refresh(replica.url, mintRefreshToken(stack.authSecret, own.sessionId)),
  ],
])('no %s without its record', async (_, act) => {
  const own = await plantSession(copy)
  const other = await plantSession(copy, { userId: own.userId })
  const response = await act(own, other)
  expect(response.status).toBe(500)
  await expect(response).toBeProblem('internal_error')
  for (const { sessionId } of [own, other])
    expect((await readSession(copy, sessionId)).revoked_at).toBeNull()
})

test('no change by SQL without its record', async () => {
  const { userId, sessionId } = await plantSession(copy)
  for (const statement of [
    'DELETE FROM users WHERE id = $1',
    'DELETE FROM sessions WHERE user_id = $1',
    'UPDATE users SET disabled_at = now() WHERE id = $1',
    "UPDATE users SET role = 'admin' WHERE id = $1",
  ])
    await expect(queryDatabase(copy, statement, [userId])).rejects.toThrow('no record')
  expect((await readSession(copy, sessionId)).revoked_at).toBeNull()
})

type Planted = Awaited<ReturnType<typeof plantSession>>
