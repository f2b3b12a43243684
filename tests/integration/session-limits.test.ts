// The limits of a session to the second, by moving the times of its row: the database's clock judges.
import { queryDatabase } from '../support/query-database.ts'
import { expect, inject, test } from 'vitest'
import { type Planting, plantSession, readSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { expectCookiesCleared, refresh, renewed } from '../support/renewal.ts'

const stack = inject('stack')
const sites = everySite(stack)

/** Lets `seconds` pass, as the database sees it. */
async function pass(sessionId: string, seconds: number): Promise<void> {
  const columns = ['created_at', 'rotated_at', 'last_seen_at', 'idle_expires_at']
  const moves = [...columns, 'absolute_expires_at'].map(
    (column) => `${column} = ${column} - make_interval(secs => $2)`,
  )
  await queryDatabase(stack, `UPDATE sessions SET ${moves.join(', ')} WHERE id = $1`, [
    sessionId,
    seconds,
  ])
}

const limits: [name: string, lifetimes: Planting][] = [
  ['idle', { idleSeconds: 1_000, absoluteSeconds: 5_000 }],
  ['absolute', { idleSeconds: 1_000, absoluteSeconds: 1_000 }],
]
const kinds: [name: string, ageSeconds: number][] = [
  ['that rotates', 3_600],
  ['that rotates nothing', -990],
]

test.each(
  limits.flatMap(([limit, lifetimes]) => kinds.map((kind) => [limit, ...kind, lifetimes] as const)),
)(
  'the %s limit lets a renewal %s through a moment before it and refuses it a moment after',
  async (_, __, ageSeconds, lifetimes) => {
    for (const site of sites) {
      const before = await plantSession(stack, { ...lifetimes, ageSeconds })
      await pass(before.sessionId, 997)
      await renewed(site, before.refreshToken)

      const after = await plantSession(stack, { ...lifetimes, ageSeconds })
      await pass(after.sessionId, 1_001)
      const response = await refresh(site, after.refreshToken)
      expect(response.status).toBe(401)
      expectCookiesCleared(response)
      // Over is over: nobody stole anything.
      expect((await readSession(stack, after.sessionId)).revoked_at).toBeNull()
    }
  },
)

test('renewing every ten minutes lasts to the absolute limit and not a moment longer', async () => {
  const session = await plantSession(stack, { idleSeconds: 1_000, absoluteSeconds: 7_200 })
  const { absolute_expires_at: end } = await readSession(stack, session.sessionId)
  let { refreshToken } = session
  let elapsed = 0
  for (; elapsed < 7_200; elapsed += 600) {
    const next = await renewed(sites[(elapsed / 600) % sites.length]!, refreshToken)
    expect(next.refreshToken).not.toBe(refreshToken)
    refreshToken = next.refreshToken
    expect(next.body.expires_in).toBeLessThanOrEqual(7_200 - elapsed)
    const row = await readSession(stack, session.sessionId)
    // Seen from its beginning it has not moved by a millisecond.
    expect(row.absolute_expires_at.getTime()).toBe(end.getTime() - elapsed * 1_000)
    expect(row.idle_expires_at.getTime()).toBeLessThanOrEqual(row.absolute_expires_at.getTime())
    await pass(session.sessionId, 600)
  }
  expect((await refresh(sites[0]!, refreshToken)).status).toBe(401)
})

test('somebody who comes back within half the idle limit is never signed out before the absolute one', async () => {
  const session = await plantSession(stack, { idleSeconds: 604_800, absoluteSeconds: 2_592_000 })
  let { refreshToken } = session
  for (let half = 0; half < 8; half++) {
    ;({ refreshToken } = await renewed(sites[half % sites.length]!, refreshToken))
    await pass(session.sessionId, 302_400)
  }
  await renewed(sites[0]!, refreshToken)
})

test.each([
  [290, false],
  [301, true],
])('last seen %d seconds ago, a rotation writes it anew: %s', async (secondsAgo, isWritten) => {
  const session = await plantSession(stack)
  await queryDatabase(
    stack,
    'UPDATE sessions SET last_seen_at = now() - make_interval(secs => $2) WHERE id = $1',
    [session.sessionId, secondsAgo],
  )
  const before = await readSession(stack, session.sessionId)
  await renewed(sites[0]!, session.refreshToken)
  const after = await readSession(stack, session.sessionId)
  expect(after.rotated_at.getTime()).toBeGreaterThan(before.rotated_at.getTime())
  const moved = after.last_seen_at.getTime() - before.last_seen_at.getTime()
  if (isWritten) expect(moved).toBeGreaterThan(secondsAgo * 1_000 - 100)
  else expect(moved).toBe(0)
})
