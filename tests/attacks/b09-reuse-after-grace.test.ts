// RFC 9700 §4.14.2: a refresh token that comes back was stolen, and then nobody keeps the session.
import { expect, inject, test } from 'vitest'
import {
  ageSession,
  countAuditEvents,
  plantSession,
  readSession,
} from '../support/planted-session.ts'
import {
  everySite,
  namedSites,
  expectProblem,
  expectRefusedEverywhere,
} from '../support/refusals.ts'
import { expectCookiesCleared, refresh, renewed } from '../support/renewal.ts'

const stack = inject('stack')

test.each(namedSites(stack))(
  'revokes the family when a used token returns after the grace (%s)',
  async (_, site) => {
    const victim = await plantSession(stack)
    const other = await plantSession(stack, { userId: victim.userId })
    const next = await renewed(site, victim.refreshToken)
    await ageSession(stack, victim.sessionId, 31)

    const replay = await refresh(site, victim.refreshToken)
    expect(replay.status).toBe(401)
    expectCookiesCleared(replay)
    await expectProblem(replay, 'session_ended')

    const newest = await refresh(site, next.refreshToken)
    expect(newest.status).toBe(401)
    await expectProblem(newest, 'session_ended')
    expect(await readSession(stack, victim.sessionId)).toMatchObject({
      revoked_reason: 'token_reuse',
    })
    await renewed(site, other.refreshToken)
  },
)

test('refuses the family’s access tokens at once here, and within a second on every replica', async () => {
  const victim = await plantSession(stack)
  const next = await renewed(stack.replicaUrls[0], victim.refreshToken)
  await ageSession(stack, victim.sessionId, 31)
  expect((await refresh(stack.replicaUrls[0], victim.refreshToken)).status).toBe(401)
  const revokedAt = performance.now()
  const here = { ...stack, replicaUrls: [stack.replicaUrls[0], stack.replicaUrls[0]] as const }
  await expectRefusedEverywhere(
    { ...here, noMiddlewareUrl: stack.replicaUrls[0] },
    next.accessToken,
  )
  await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - revokedAt)))
  await expectRefusedEverywhere(stack, next.accessToken)
  await expectRefusedEverywhere(stack, victim.accessToken)
})

test('records one security event, however often and wherever the token is replayed', async () => {
  const victim = await plantSession(stack)
  await renewed(stack.replicaUrls[0], victim.refreshToken)
  await ageSession(stack, victim.sessionId, 31)
  const replays = Array.from({ length: 12 }, (_, index) =>
    refresh(everySite(stack)[index % 3]!, victim.refreshToken),
  )
  for (const replay of await Promise.all(replays)) expect(replay.status).toBe(401)
  expect(await countAuditEvents(stack, victim.sessionId, 'refresh_token_reuse')).toBe(1)
})

test('detects reuse however old the token is', async () => {
  const victim = await plantSession(stack)
  let { refreshToken } = victim
  for (let generation = 0; generation < 4; generation++) {
    ;({ refreshToken } = await renewed(stack.replicaUrls[1], refreshToken))
    await ageSession(stack, victim.sessionId, 31)
  }
  expect((await refresh(stack.replicaUrls[0], victim.refreshToken)).status).toBe(401)
  expect((await refresh(stack.replicaUrls[1], refreshToken)).status).toBe(401)
})
