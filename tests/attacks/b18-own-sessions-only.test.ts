// OWASP ASVS 7.5.2: a user sees and ends their own sessions, and nobody else's.
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { hashOf } from '../support/forge.ts'
import { bearer, endOthers, endSession, listSessions } from '../support/own-sessions.ts'
import { plantSession, readSession } from '../support/planted-session.ts'
import {
  everySite,
  expectProblem,
  expectRefusedEverywhere,
  namedSites,
} from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

test.each(namedSites(stack))(
  'ends nobody else’s session, and does not say that it is there (%s)',
  async (_, url) => {
    const [own, stranger] = [await plantSession(stack), await plantSession(stack)]
    for (const id of [stranger.sessionId, randomUUID()]) {
      const response = await endSession(url, own, id)
      const problem = (await response.clone().json()) as Record<string, unknown>
      expect(Object.keys(problem).sort()).toEqual(['code', 'instance', 'status', 'title', 'type'])
      await expectProblem(response, 'not_found')
    }
    expect((await endOthers(url, own)).status).toBe(204)
    expect((await readSession(stack, stranger.sessionId)).revoked_at).toBeNull()
    expect((await refresh(url, stranger.refreshToken)).status).toBe(200)
    expect((await listSessions(url, own)).map(({ id }) => id)).toEqual([own.sessionId])
  },
)

test.each([
  ...['x', '0', 'null', 'others', '%27%20OR%201=1--', '[object%20Object]'],
  ...['00000000-0000-0000-0000-000000000000', 'f'.repeat(4_000), '%F0%9F%92%A5', '*'],
])('answers 404 to the id %s', async (id) => {
  const own = await plantSession(stack)
  for (const url of everySite(stack)) {
    const response = await endSession(url, own, id)
    expect(response.status).toBe(404)
    await expectProblem(response, 'not_found')
  }
  expect((await refresh(site, own.refreshToken)).status).toBe(200)
})

test.each(['%00', '..%2fme'])('does not let the id %s in at all', async (id) => {
  const own = await plantSession(stack)
  await expectProblem(await endSession(site, own, id), 'invalid_request')
})

test('takes no id from the body or the query', async () => {
  const [own, stranger] = [await plantSession(stack), await plantSession(stack)]
  const body = JSON.stringify({ id: stranger.sessionId, userId: stranger.userId })
  const headers = {
    ...bearer(own),
    'content-type': 'application/json',
    'content-length': String(body.length),
  }
  const query = `?id=${stranger.sessionId}&userId=${stranger.userId}`
  await send(`${site}/auth/sessions${query}`, { method: 'DELETE', headers, body })
  await send(`${site}/auth/sessions/${own.sessionId}${query}`, { method: 'DELETE', headers, body })
  expect((await readSession(stack, stranger.sessionId)).revoked_at).toBeNull()
})

test('refuses an ended session at once where it was ended, and everywhere within a second', async () => {
  const own = await plantSession(stack)
  const [one, rest] = [
    await plantSession(stack, { userId: own.userId }),
    await plantSession(stack, { userId: own.userId }),
  ]
  for (const url of everySite(stack))
    for (const session of [one, rest])
      expect((await send(`${url}/auth/me`, { headers: bearer(session) })).status).toBe(200)
  for (const [end, session] of [
    [() => endSession(site, own, one.sessionId), one],
    [() => endOthers(site, own), rest],
  ] as const) {
    expect((await end()).status).toBe(204)
    const endedAt = performance.now()
    expect((await send(`${site}/auth/me`, { headers: bearer(session) })).status).toBe(401)
    for (const url of everySite(stack))
      expect((await refresh(url, session.refreshToken)).status).toBe(401)
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - endedAt)))
    await expectRefusedEverywhere(stack, session.accessToken)
  }
  expect((await refresh(site, own.refreshToken)).status).toBe(200)
})

test('is idempotent for the user’s own, also twenty times at once', async () => {
  const own = await plantSession(stack)
  const ended = await plantSession(stack, { userId: own.userId })
  const calls = Array.from({ length: 20 }, (_, index) =>
    endSession(everySite(stack)[index % 3]!, own, ended.sessionId),
  )
  for (const response of await Promise.all(calls)) expect(response.status).toBe(204)
  const { revoked_at } = await readSession(stack, ended.sessionId)
  expect((await endSession(site, own, ended.sessionId)).status).toBe(204)
  expect((await readSession(stack, ended.sessionId)).revoked_at).toEqual(revoked_at)
})

test('lets no ended session end others, not even in the second in which its token is still taken', async () => {
  const ended = await plantSession(stack)
  const kept = await plantSession(stack, { userId: ended.userId })
  const [, second] = stack.replicaUrls
  // Both replicas have just seen the list.
  for (const url of everySite(stack)) await send(`${url}/auth/me`, { headers: bearer(ended) })
  expect((await endSession(site, kept, ended.sessionId)).status).toBe(204)
  await expectProblem(await endOthers(second, ended), 'invalid_token')
  await expectProblem(await endSession(second, ended, kept.sessionId), 'invalid_token')
  expect((await readSession(stack, kept.sessionId)).revoked_at).toBeNull()
})

test('of two sessions that end each other at once, one is left', async () => {
  for (let round = 0; round < 15; round++) {
    const first = await plantSession(stack)
    const second = await plantSession(stack, { userId: first.userId })
    const answers = await Promise.all([
      endOthers(stack.replicaUrls[0], first),
      endOthers(stack.replicaUrls[1], second),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    const rows = await Promise.all(
      [first, second].map(({ sessionId }) => readSession(stack, sessionId)),
    )
    expect(rows.filter(({ revoked_at }) => revoked_at === null)).toHaveLength(1)
  }
})

test('two devices that sign out everywhere at once are both answered', async () => {
  for (let round = 0; round < 15; round++) {
    const first = await plantSession(stack)
    const second = await plantSession(stack, { userId: first.userId })
    const answers = await Promise.all(
      [first, second].map(({ refreshToken }, index) =>
        send(`${stack.replicaUrls[index]}/auth/logout?everywhere=1`, {
          method: 'POST',
          headers: { cookie: `gatehouse-session=${refreshToken}`, 'x-csrf': '1' },
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    for (const { sessionId } of [first, second])
      expect((await readSession(stack, sessionId)).revoked_at).not.toBeNull()
  }
})

test('gives away no token, no hash, no user agent and no full address', async () => {
  const userAgent =
    'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.7390.54 Safari/537.36 marker-of-mine'
  const own = await plantSession(stack, { userAgent, truncatedAddress: '203.0.113.0/24' })
  const response = await send(`${site}/auth/sessions`, { headers: bearer(own) })
  const text = await response.text()
  expect(text).toContain('Chrome on Windows')
  for (const secret of [
    own.refreshToken,
    own.accessToken,
    hashOf(own.refreshToken).toString('hex'),
    hashOf(own.refreshToken).toString('base64'),
    hashOf(own.refreshToken).toString('base64url'),
    own.userId,
    own.email,
    'marker-of-mine',
    '141.0',
  ])
    expect(text).not.toContain(secret)
})
