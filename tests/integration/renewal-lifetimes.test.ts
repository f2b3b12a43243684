// The limits of a session, with limits short enough to watch.
// Covers B12, B13.
import { queryDatabase } from '../support/query-database.ts'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sessionIdOf } from '../support/forge.ts'
import { signIn } from '../support/login.ts'
import { ageSession, plantSession, readSession } from '../support/planted-session.ts'
import { refresh, renewed } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
let site: Replica

beforeAll(async () => {
  site = await startReplica(stack, {
    env: {
      ACCESS_TOKEN_SECONDS: '1',
      REFRESH_GRACE_SECONDS: '1',
      SESSION_IDLE_SECONDS: '2',
      SESSION_ABSOLUTE_SECONDS: '6',
    },
  })
})
afterAll(() => site.stop())

test('a session that idles is over, and its access token before it', async () => {
  const { jar } = await signIn(stack, { url: site.url })
  const headers = { authorization: `Bearer ${jar.get('gatehouse-access')}` }
  await setTimeout(1_100)
  expect((await send(`${site.url}/auth/me`, { headers })).status).toBe(401)
  await setTimeout(1_000)
  expect((await refresh(site.url, jar.get('gatehouse-session')!)).status).toBe(401)
})

test('renewal moves the idle limit along, but never beyond the absolute one', async () => {
  const { jar } = await signIn(stack, { url: site.url })
  let refreshToken = jar.get('gatehouse-session')!
  const sessionId = sessionIdOf(refreshToken)
  const first = await readSession(stack, sessionId)
  await ageSession(stack, sessionId, 2)
  await setTimeout(50)
  ;({ refreshToken } = await renewed(site.url, refreshToken))
  const moved = await readSession(stack, sessionId)
  expect(moved.idle_expires_at.getTime()).toBeGreaterThan(first.idle_expires_at.getTime())
  expect(moved.absolute_expires_at).toEqual(first.absolute_expires_at)

  // As if five of the six seconds had passed.
  await queryDatabase(
    stack,
    `UPDATE sessions SET rotated_at = rotated_at - interval '2 s',
      absolute_expires_at = now() + interval '1 s' WHERE id = $1`,
    [sessionId],
  )
  const { response, refreshToken: last } = await renewed(site.url, refreshToken)
  const row = await readSession(stack, sessionId)
  expect(row.idle_expires_at).toEqual(row.absolute_expires_at)
  expect(response.headers.getSetCookie()[0]).toContain('Max-Age=1;')
  await expect
    .poll(async () => (await refresh(site.url, last)).status, { timeout: 3_000, interval: 100 })
    .toBe(401)
})

test('the grace is as long as it is set: after it a predecessor is reuse', async () => {
  const session = await plantSession(stack)
  const { refreshToken } = await renewed(site.url, session.refreshToken)
  expect((await renewed(site.url, session.refreshToken)).refreshToken).toBe(refreshToken)
  await setTimeout(1_050)
  expect((await refresh(site.url, session.refreshToken)).status).toBe(401)
  expect(await readSession(stack, session.sessionId)).toMatchObject({
    revoked_reason: 'token_reuse',
  })
})
