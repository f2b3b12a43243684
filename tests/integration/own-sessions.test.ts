// GET /auth/sessions, DELETE /auth/sessions/{id}, DELETE /auth/sessions.
import { expect, inject, test } from 'vitest'
import { forgeAccessToken } from '../support/forge.ts'
import { signIn } from '../support/login.ts'
import { endOthers, endSession, listSessions } from '../support/own-sessions.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, namedSites } from '../support/refusals.ts'
import { setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0'

test('lists the sessions of the user on every replica, the one that asks first, then the last seen', async () => {
  const own = await plantSession(stack, { userAgent: firefox, truncatedAddress: '192.0.2.0/24' })
  const { userId } = own
  const others = [await plantSession(stack, { userId }), await plantSession(stack, { userId })]
  await queryDatabase(
    stack,
    "UPDATE sessions SET last_seen_at = last_seen_at - interval '1 day' WHERE id = ANY($1)",
    [[own.sessionId, others[1]!.sessionId]],
  )
  for (const url of everySite(stack)) {
    const sessions = await listSessions(url, own)
    const [first, second, third] = sessions
    expect(sessions).toHaveLength(3)
    const row = await readSession(stack, own.sessionId)
    expect(first).toEqual({
      id: own.sessionId,
      device: 'Firefox on Linux',
      truncated_address: '192.0.2.0/24',
      created_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      last_seen_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      expires_at: row.idle_expires_at.toISOString(),
      current: true,
    })
    expect(second).toMatchObject({ id: others[0]!.sessionId, device: 'Unknown device' })
    expect(third).toMatchObject({ id: others[1]!.sessionId, current: false })
  }
})

test('lists no session that is over, and a hundred at most', async () => {
  const own = await plantSession(stack)
  const { userId } = own
  const revoked = await plantSession(stack, { userId })
  await queryDatabase(stack, 'UPDATE sessions SET revoked_at = now() WHERE id = $1', [
    revoked.sessionId,
  ])
  await plantSession(stack, { userId, idleSeconds: -1 })
  await plantSession(stack, { userId, absoluteSeconds: -1 })
  expect(await listSessions(site, own)).toHaveLength(1)
  await queryDatabase(
    stack,
    `INSERT INTO sessions (id, user_id, token_hash, idle_expires_at, absolute_expires_at)
     SELECT gen_random_uuid(), $1, '', now() + interval '1 h', now() + interval '1 h'
     FROM generate_series(1, 150)`,
    [userId],
  )
  const many = await listSessions(site, own)
  expect(many).toHaveLength(100)
  expect(many[0]).toMatchObject({ id: own.sessionId, current: true })
  expect((await endOthers(site, own)).status).toBe(204)
  expect(await listSessions(site, own)).toHaveLength(1)
})

test('lists a real sign-in by what its browser called itself', async () => {
  const { jar } = await signIn(stack, { persona: 'grace' })
  const sessions = await listSessions(site, { accessToken: jar.get('gatehouse-access')! })
  // The tests' client has no name.
  expect(sessions[0]).toMatchObject({ device: 'Unknown device', current: true })
  expect(JSON.stringify(sessions)).not.toMatch(/hash|agent|secret/i)
})

test.each(namedSites(stack))(
  'ends one session, or all others, and its own (%s)',
  async (_, url) => {
    const own = await plantSession(stack)
    const { userId } = own
    const [first, second] = [
      await plantSession(stack, { userId }),
      await plantSession(stack, { userId }),
    ]
    expect((await endSession(url, own, first.sessionId)).status).toBe(204)
    expect((await listSessions(url, own)).map(({ id }) => id)).toEqual([
      own.sessionId,
      second.sessionId,
    ])
    const all = await endOthers(url, own)
    expect(all.status).toBe(204)
    expect(all.headers.get('cache-control')).toContain('no-store')
    expect(await listSessions(url, own)).toHaveLength(1)
    expect((await endSession(url, own, own.sessionId.toUpperCase())).status).toBe(204)
    const after = await send(`${url}/auth/sessions`, {
      headers: { authorization: `Bearer ${own.accessToken}` },
    })
    await expect(after).toBeProblem('invalid_token')
    expect(await readSession(stack, own.sessionId)).toMatchObject({
      revoked_reason: 'ended_by_user',
    })
  },
)

test('a call with the cookie alone succeeds after the access token expired, whatever its method', async () => {
  for (const [method, path] of [
    ['GET', '/auth/sessions'],
    ['DELETE', '/auth/sessions'],
    ['DELETE', '/auth/sessions/'],
  ] as const) {
    const session = await plantSession(stack)
    const other = await plantSession(stack, { userId: session.userId })
    const expired = await forgeAccessToken(stack, session, { claims: { exp: 1 } })
    const cookie = cookiesOf({ refreshToken: session.refreshToken, accessToken: expired })
    const target = path.endsWith('/') ? path + other.sessionId : path
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const response = await send(site + target, { method, headers })
    expect(response.status, `${method} ${path}`).toBe(method === 'GET' ? 200 : 204)
    expect(setCookieValue(response, 'gatehouse-session')).toBeTruthy()
    if (method === 'DELETE')
      expect((await readSession(stack, other.sessionId)).revoked_at).not.toBeNull()
  }
})

test.each(['POST', 'PUT', 'PATCH'])('has no %s', async (method) => {
  const own = await plantSession(stack)
  const headers = { authorization: `Bearer ${own.accessToken}` }
  const list = await send(`${site}/auth/sessions`, { method, headers })
  await expect(list).toBeProblem('method_not_allowed')
  expect(list.headers.get('allow')).toBe('GET, DELETE, HEAD, OPTIONS')
  const one = await send(`${site}/auth/sessions/${own.sessionId}`, { method, headers })
  await expect(one).toBeProblem('method_not_allowed')
  expect(one.headers.get('allow')).toBe('DELETE, OPTIONS')
})
