// Renewal against real replicas and a real Postgres.
// Covers B8, H1, H2, H3.
import { queryDatabase } from '../support/query-database.ts'
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { hashOf, mintRefreshToken, successorOf } from '../support/forge.ts'
import { ageSession, cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { refresh, renewed, setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')

/** The row's version: changes with every write, and with nothing else. */
async function versionOf(sessionId: string): Promise<string> {
  const [row] = await queryDatabase<{ xmin: string }>(
    stack,
    'SELECT xmin::text FROM sessions WHERE id = $1',
    [sessionId],
  )
  return row!.xmin
}

test('fifty parallel renewals of one token over two replicas end in one rotation and one successor', async () => {
  const session = await plantSession(stack)
  const before = await readSession(stack, session.sessionId)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      refresh(stack.replicaUrls[index % 2]!, session.refreshToken),
    ),
  )
  const successor = successorOf(stack.authSecret, session.refreshToken)
  for (const answer of answers) {
    expect(answer.status).toBe(200)
    expect(setCookieValue(answer, 'gatehouse-session')).toBe(successor)
  }
  const row = await readSession(stack, session.sessionId)
  expect(row.previous_hash).toEqual(hashOf(session.refreshToken))
  expect(row.token_hash).toEqual(hashOf(successor))
  expect(row.rotated_at.getTime()).toBeGreaterThan(before.rotated_at.getTime())
  expect(row.revoked_at).toBeNull()

  await Promise.all(
    answers.map(async (answer) => {
      const { access_token } = (await answer.json()) as { access_token: string }
      const headers = { authorization: `Bearer ${access_token}` }
      expect((await send(`${stack.replicaUrls[1]}/auth/me`, { headers })).status).toBe(200)
    }),
  )
  await renewed(stack.replicaUrls[0], successor)
  expect((await readSession(stack, session.sessionId)).rotated_at).toEqual(row.rotated_at)
})

test('many rounds of racing renewals sign nobody out', async () => {
  const session = await plantSession(stack)
  let { refreshToken } = session
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(everySite(stack).map((site) => refresh(site, refreshToken)))
    for (const answer of answers) expect(answer.status).toBe(200)
    const successors = new Set(answers.map((answer) => setCookieValue(answer, 'gatehouse-session')))
    expect(successors.size).toBe(1)
    refreshToken = [...successors][0]!
    await ageSession(stack, session.sessionId, 31)
  }
})

test('answers with the access token, who it is for, and both cookies', async () => {
  const session = await plantSession(stack)
  const { body, response, accessToken } = await renewed(stack.replicaUrls[0], session.refreshToken)
  expect(body).toEqual({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: 900,
    user: {
      id: session.userId,
      email: session.email,
      name: 'Planted',
      picture: null,
      role: 'user',
    },
  })
  expect(response.headers.get('cache-control')).toContain('no-store')
  expect(setCookieValue(response, 'gatehouse-access')).toBe(accessToken)
  for (const cookie of response.headers.getSetCookie())
    expect(cookie).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
})

test('answers a token younger than the grace with itself, and writes nothing', async () => {
  const session = await plantSession(stack, { ageSeconds: 0 })
  const version = await versionOf(session.sessionId)
  for (const site of everySite(stack)) {
    const again = await renewed(site, session.refreshToken)
    expect(again.refreshToken).toBe(session.refreshToken)
    expect(again.accessToken).not.toBe(session.accessToken)
  }
  expect(await versionOf(session.sessionId)).toBe(version)
  await ageSession(stack, session.sessionId, 31)
  expect((await renewed(stack.replicaUrls[0], session.refreshToken)).refreshToken).not.toBe(
    session.refreshToken,
  )
})

test('makes good a lost response: the same token, within the grace, on another replica', async () => {
  const session = await plantSession(stack)
  const lost = await renewed(stack.replicaUrls[0], session.refreshToken)
  const version = await versionOf(session.sessionId)
  const retried = await renewed(stack.replicaUrls[1], session.refreshToken)
  expect(retried.refreshToken).toBe(lost.refreshToken)
  expect(await versionOf(session.sessionId)).toBe(version)
})

test('a rotation costs one statement, and so does a renewal that rotates nothing', async () => {
  const session = await plantSession(stack)
  for (const _ of ['rotation', 'retry', 'renewal']) {
    const statements = await statementsDuring(stack, () =>
      refresh(stack.replicaUrls[0], session.refreshToken),
    )
    expect(statements).toHaveLength(1)
    expect(statements[0]).toContain('UPDATE sessions')
  }
})

test.each([
  ['empty', ''],
  ['one character', 'x'],
  ['random bytes of the right length', randomBytes(64).toString('base64url')],
  ['the right length and the wrong alphabet', '+'.repeat(86)],
  ['10 KB', 'x'.repeat(10_000)],
  ['SQL', "' OR 1=1 --"],
  ['percent-encoded NUL', '%00'],
  ['a JWT', 'a.b.c'],
])('garbage (%s) is refused without a read of the database', async (_, garbage) => {
  const statements = await statementsDuring(stack, async () => {
    for (const site of everySite(stack)) {
      const response = await refresh(site, garbage)
      expect(response.status).toBe(401)
      await expectProblem(response, garbage ? 'session_ended' : 'unauthenticated')
    }
  })
  expect(statements).toEqual([])
})

test('a token with one character changed, added or missing never reaches the database', async () => {
  const { refreshToken } = await plantSession(stack)
  const flip = (at: number) =>
    refreshToken.slice(0, at) + (refreshToken[at] === 'A' ? 'B' : 'A') + refreshToken.slice(at + 1)
  const statements = await statementsDuring(stack, async () => {
    for (const bad of [
      flip(0),
      flip(30),
      flip(70),
      flip(85),
      `${refreshToken}A`,
      refreshToken.slice(1),
      `${refreshToken}==`,
    ])
      expect((await refresh(stack.replicaUrls[0], bad)).status).toBe(401)
  })
  expect(statements).toEqual([])
})

test('a token minted under another secret never reaches the database', async () => {
  const { sessionId } = await plantSession(stack)
  const foreign = mintRefreshToken(randomBytes(32).toString('base64'), sessionId)
  const statements = await statementsDuring(stack, () => refresh(stack.replicaUrls[0], foreign))
  expect(statements).toEqual([])
})

test('takes the identity from the database at each renewal', async () => {
  const session = await plantSession(stack)
  await queryDatabase(stack, "UPDATE users SET role = 'admin', name = 'Renamed' WHERE id = $1", [
    session.userId,
  ])
  const { body } = await renewed(stack.replicaUrls[0], session.refreshToken)
  expect(body).toMatchObject({ user: { role: 'admin', name: 'Renamed' } })
})

test('a stranger is told that authentication is needed, and loses no cookie', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/refresh`, {
      method: 'POST',
      headers: { 'x-csrf': '1', cookie: cookiesOf({}) },
    })
    expect(response.status).toBe(401)
    expect(response.headers.getSetCookie()).toEqual([])
    await expectProblem(response, 'unauthenticated')
  }
})
