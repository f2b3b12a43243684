// A session that is over looks the same whatever ended it, and its cookies are taken away. More is said only to whoever
// still holds the token that the session ended with.
import { queryDatabase } from '../support/query-database.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import type { LoginErrorCode } from '../../lib/auth/login-errors.ts'
import { forgeAccessToken, mintRefreshToken } from '../support/forge.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem, expectSentToLogin } from '../support/refusals.ts'
import { expectCookiesCleared, refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

async function endedBy(statement: string): Promise<string> {
  const session = await plantSession(stack)
  await queryDatabase(stack, statement, [session.sessionId])
  return session.refreshToken
}

/** A token of before the last one, of a session that was revoked for its replay. */
async function stolen(): Promise<string> {
  const { sessionId } = await plantSession(stack)
  const outdated = mintRefreshToken(stack.authSecret, sessionId)
  expect((await refresh(stack.replicaUrls[0], outdated)).status).toBe(401)
  return outdated
}

const causes: [string, () => Promise<string> | string, reason?: LoginErrorCode][] = [
  [
    'was revoked',
    () => endedBy('UPDATE sessions SET revoked_at = now() WHERE id = $1'),
    'session_revoked',
  ],
  [
    'was revoked for its theft',
    () =>
      endedBy(
        `UPDATE sessions SET revoked_at = now(), revoked_reason = 'token_reuse' WHERE id = $1`,
      ),
    'session_protected',
  ],
  [
    'idled too long',
    () => endedBy('UPDATE sessions SET idle_expires_at = now() WHERE id = $1'),
    'session_idle',
  ],
  [
    'lasted too long',
    () => endedBy('UPDATE sessions SET absolute_expires_at = now() WHERE id = $1'),
  ],
  ['was deleted', () => endedBy('DELETE FROM sessions WHERE id = $1')],
  [
    'has a disabled user',
    () =>
      endedBy(
        'UPDATE users SET disabled_at = now() WHERE id = (SELECT user_id FROM sessions WHERE id = $1)',
      ),
    'session_revoked',
  ],
  ['was stolen, to the one who replays', stolen],
  [
    'has a deleted user',
    () => endedBy('DELETE FROM users WHERE id = (SELECT user_id FROM sessions WHERE id = $1)'),
  ],
  ['never was', () => mintRefreshToken(stack.authSecret, randomUUID())],
  ['is garbage', () => randomBytes(64).toString('base64url')],
]

test.each(causes)(
  'a session that %s ends in one and the same answer',
  async (_, prepare, reason) => {
    const refreshToken = await prepare()
    for (const site of everySite(stack)) {
      const response = await refresh(site, refreshToken)
      expect(response.status).toBe(401)
      expectCookiesCleared(response)
      const problem = (await response.clone().json()) as Record<string, unknown>
      const { end_reason: told, ...same } = problem
      expect(Object.keys(same).sort()).toEqual(['code', 'instance', 'status', 'title', 'type'])
      expect(told).toBe(reason)
      expect([...response.headers.keys()]).not.toContain('x-gatehouse-end-reason')
      await expectProblem(response, 'session_ended')
    }
  },
)

test.each(causes)(
  'the page of one whose session %s is the login page, with the way back',
  async (_, prepare, reason = 'session_ended') => {
    const refreshToken = await prepare()
    const subject = { userId: randomUUID(), sessionId: randomUUID() }
    const accessToken = await forgeAccessToken(stack, subject, { claims: { exp: 1 } })
    const cookie = cookiesOf({ refreshToken, accessToken })
    for (const site of stack.replicaUrls) {
      const response = await send(`${site}/products?q=lamp&limit=3`, { headers: { cookie } })
      expectCookiesCleared(response)
      const location = new URL(response.headers.get('location')!, stack.authUrl)
      expect(location.origin).toBe(stack.authUrl)
      expect(location.searchParams.get('error')).toBe(reason)
      expect([...response.headers.keys()]).not.toContain('x-gatehouse-end-reason')
      await expectSentToLogin(response, '/products?q=lamp&limit=3')
    }
    const behind = await send(`${stack.noMiddlewareUrl}/account`, { headers: { cookie } })
    await expectSentToLogin(behind, '/account')
  },
)

test.each(causes)(
  'the API answers one whose session %s with 401 and no redirect',
  async (_, prepare) => {
    const cookie = cookiesOf({ refreshToken: await prepare() })
    for (const site of everySite(stack)) {
      const response = await send(`${site}/api/products`, {
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      })
      expect(response.status).toBe(401)
      if (site !== stack.noMiddlewareUrl) expectCookiesCleared(response)
    }
  },
)

test('leaves a visitor without cookies on a public page, and tells no stranger a session ended', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/account`)
    await expectSentToLogin(response, '/account')
    expect(response.headers.get('location')).not.toContain('error=')
    expect((await send(`${site}/`)).status).toBe(200)
  }
})

test.each([
  [null, 'session_revoked'],
  ['ended_by_user', 'session_revoked'],
  ['token_reuse', 'session_protected'],
  ['security_event', 'session_protected'],
])(
  'tells whoever holds an access token of a session revoked by %j that it was: %s',
  async (cause, reason) => {
    const session = await plantSession(stack)
    await queryDatabase(
      stack,
      'UPDATE sessions SET revoked_at = now(), revoked_reason = $2 WHERE id = $1',
      [session.sessionId, cause],
    )
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const cookie = cookiesOf({ accessToken: session.accessToken })
    for (const site of everySite(stack)) {
      const response = await send(`${site}/account`, { headers: { cookie } })
      await expectSentToLogin(response, '/account')
      expect(response.headers.get('location')).toContain(`error=${reason}`)
    }
  },
)
