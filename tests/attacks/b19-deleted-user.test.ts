// OWASP ASVS 7.4.2: whose row is gone has no session any more, whoever deleted it: page, payload, Server Action, API.
import { expect, inject, test } from 'vitest'
import { postForm, sessionFormFields } from '../support/account-form.ts'
import { bearer } from '../support/own-sessions.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import {
  everySite,
  expectNothingProtected,
  expectRefusedEverywhere,
  expectSentToLogin,
} from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

const ways: [string, (session: PlantedSession) => [statement: string, id: string]][] = [
  ['user is deleted', ({ userId }) => ['DELETE FROM users WHERE id = $1', userId]],
  [
    'user is disabled',
    ({ userId }) => ['UPDATE users SET disabled_at = now() WHERE id = $1', userId],
  ],
  ['session is deleted', ({ sessionId }) => ['DELETE FROM sessions WHERE id = $1', sessionId]],
  [
    'session is revoked by hand and then deleted',
    ({ sessionId }) => [
      'WITH x AS (UPDATE sessions SET revoked_at = now() WHERE id = $1) SELECT 1',
      sessionId,
    ],
  ],
]

test.each(ways)(
  'everything is refused within a second where the %s',
  async (name, statementFor) => {
    const session = await plantSession(stack)
    const cookie = cookiesOf({ accessToken: session.accessToken })
    const ownPage = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }
    const forms = new Map<string, [string, string][]>()
    await plantSession(stack, { userId: session.userId })
    for (const site of everySite(stack)) {
      const page = await send(`${site}/account`, { headers: { cookie } })
      expect(page.status).toBe(200)
      forms.set(site, sessionFormFields(await page.text(), 'others'))
    }

    const [statement, id] = statementFor(session)
    await queryDatabase(stack, statement, [id])
    if (name.endsWith('then deleted'))
      await queryDatabase(stack, 'DELETE FROM sessions WHERE id = $1', [id])
    const endedAt = performance.now()
    for (const site of everySite(stack))
      expect((await refresh(site, session.refreshToken)).status).toBe(401)
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - endedAt)))

    await expectRefusedEverywhere(stack, session.accessToken)
    for (const site of everySite(stack)) {
      const payload = await send(`${site}/account?_rsc=1`, { headers: { cookie, rsc: '1' } })
      expectNothingProtected(await payload.text())
      const action = await postForm(`${site}/account`, forms.get(site)!, { ...ownPage, cookie })
      await expectSentToLogin(action, '/account')
      for (const method of ['GET', 'DELETE'])
        expect(
          (await send(`${site}/auth/sessions`, { method, headers: bearer(session) })).status,
        ).toBe(401)
    }
  },
)

test('a deleted session is noted once, a deleted dead one not at all', async () => {
  const [live, idle, old] = [
    await plantSession(stack),
    await plantSession(stack, { idleSeconds: -1 }),
    await plantSession(stack),
  ]
  const ids = [live, idle, old].map(({ sessionId }) => sessionId)
  await queryDatabase(
    stack,
    "UPDATE sessions SET revoked_at = now() - interval '2 days' WHERE id = $1",
    [old.sessionId],
  )
  await queryDatabase(stack, 'DELETE FROM sessions WHERE id = ANY($1)', [ids])
  const noted = await queryDatabase<{ id: string }>(
    stack,
    'SELECT id FROM ended_sessions WHERE id = ANY($1)',
    [ids],
  )
  expect(noted.map(({ id }) => id)).toEqual([live.sessionId])
  const events = await queryDatabase(
    stack,
    'SELECT type, reason, user_id, session_id, actor_session_id FROM audit_events WHERE session_id = ANY($1)',
    [ids],
  )
  expect(events).toEqual([
    {
      ...{ type: 'session_revoked', reason: 'deleted', actor_session_id: null },
      ...{ user_id: live.userId, session_id: live.sessionId },
    },
  ])
})
