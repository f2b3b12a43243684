// Renewals that race on three replicas. The rounds here are few; GATEHOUSE_SOAK multiplies them (docs/sessions.md).
import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { hashOf, successorOf } from '../support/forge.ts'
import {
  ageSession,
  cookiesOf,
  countAuditEvents,
  plantSession,
  readSession,
} from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { refresh, renewed, setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { soakFactor } from '../support/soak.ts'
import { statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')
const sites = everySite(stack)
const siteOf = (index: number) => sites[index % sites.length]!

/** All at once, over all replicas. @returns the one successor they were all given */
async function race(refreshToken: string, tabs: number): Promise<string> {
  const answers = await Promise.all(
    Array.from({ length: tabs }, (_, tab) => refresh(siteOf(tab), refreshToken)),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const successors = new Set(answers.map((answer) => setCookieValue(answer, 'gatehouse-session')))
  expect(successors.size).toBe(1)
  return [...successors][0]!
}

test.each([
  { tabs: 50, rounds: 20 },
  { tabs: 500, rounds: 2 },
])(
  '$tabs racing renewals end in one rotation and one successor, round after round',
  { timeout: 60_000 * soakFactor },
  async ({ tabs, rounds }) => {
    const session = await plantSession(stack)
    let { refreshToken } = session
    for (let round = 0; round < rounds * soakFactor; round++) {
      const successor = await race(refreshToken, tabs)
      // The next generation and not one further: the row moved once.
      expect(successor).toBe(successorOf(stack.authSecret, refreshToken))
      const row = await readSession(stack, session.sessionId)
      expect(row.token_hash).toEqual(hashOf(successor))
      expect(row.previous_hash).toEqual(hashOf(refreshToken))
      expect(row.revoked_at).toBeNull()
      refreshToken = successor
      await ageSession(stack, session.sessionId, 31)
    }
    expect(await countAuditEvents(stack, session.sessionId, 'refresh_token_reuse')).toBe(0)
  },
)

test('a race costs one statement a call, and those who lost to the winner itself one more', async () => {
  const session = await plantSession(stack)
  const tabs = 60
  const statements = await statementsDuring(stack, () => race(session.refreshToken, tabs))
  const rotations = statements.filter((text) => text.includes('UPDATE sessions'))
  expect(rotations.length).toBeGreaterThanOrEqual(tabs)
  expect(rotations.length).toBeLessThan(2 * tabs)
})

test(
  'no token is alive once a sign-out has answered, however it raced with renewals',
  { timeout: 60_000 * soakFactor },
  async () => {
    const accessTokens: string[] = []
    let [renewedBefore, refusedAfter] = [0, 0]
    for (let round = 0; round < 20 * soakFactor; round++) {
      const session = await plantSession(stack, { ageSeconds: round % 2 === 0 ? 3_600 : 1 })
      const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
      const renewals = [0, 1, 2, 3, 4, 5].map((tab) => refresh(siteOf(tab), session.refreshToken))
      await setTimeout(round % 10)
      const signedOut = await send(`${siteOf(round)}/auth/logout`, { method: 'POST', headers })
      expect(signedOut.status).toBe(204)
      // Asked after the answer, while the renewals of before may still be under way.
      for (const site of sites) expect((await refresh(site, session.refreshToken)).status).toBe(401)
      for (const answer of await Promise.all(renewals)) {
        expect([200, 401]).toContain(answer.status)
        if (answer.status === 401) refusedAfter++
        if (answer.status !== 200) continue
        renewedBefore++
        const token = setCookieValue(answer, 'gatehouse-session')!
        expect((await refresh(siteOf(round + 1), token)).status).toBe(401)
        accessTokens.push(setCookieValue(answer, 'gatehouse-access')!)
      }
      expect((await readSession(stack, session.sessionId)).revoked_reason).toBe('sign_out')
    }
    // Otherwise nothing raced.
    expect(renewedBefore).toBeGreaterThan(0)
    expect(refusedAfter).toBeGreaterThan(0)
    await setTimeout(1_000)
    for (const accessToken of accessTokens.slice(-40))
      await expectRefusedEverywhere(stack, accessToken)
  },
)

/** Sends the request and breaks the connection before an answer can arrive. */
async function refreshAndVanish(site: string, refreshToken: string): Promise<void> {
  const headers = { cookie: cookiesOf({ refreshToken }), 'x-csrf': '1' }
  const outgoing = request(`${site}/auth/refresh`, { method: 'POST', headers, agent: false })
  outgoing.on('error', () => undefined)
  outgoing.end()
  await new Promise<void>((resolve) => outgoing.once('finish', resolve))
  outgoing.destroy()
}

test('an answer that was lost after the rotation is made good within the grace, and is reuse after it', async () => {
  const session = await plantSession(stack)
  const successor = successorOf(stack.authSecret, session.refreshToken)
  await refreshAndVanish(sites[0]!, session.refreshToken)
  await expect
    .poll(async () => (await readSession(stack, session.sessionId)).token_hash)
    .toEqual(hashOf(successor))
  await ageSession(stack, session.sessionId, 27)
  expect((await renewed(sites[1]!, session.refreshToken)).refreshToken).toBe(successor)
  await ageSession(stack, session.sessionId, 4)
  expect((await refresh(sites[2]!, session.refreshToken)).status).toBe(401)
  expect((await refresh(sites[0]!, successor)).status).toBe(401)
})

test('an answer that arrives after a newer one leaves a browser that the next renewal puts right', async () => {
  const session = await plantSession(stack)
  const older = await renewed(sites[0]!, session.refreshToken)
  await ageSession(stack, session.sessionId, 31)
  const newer = await renewed(sites[1]!, older.refreshToken)
  expect(newer.refreshToken).not.toBe(older.refreshToken)
  // The browser now holds what the older answer set: the predecessor of the current one.
  const next = await renewed(sites[2]!, older.refreshToken)
  expect(next.refreshToken).toBe(newer.refreshToken)
  const headers = { authorization: `Bearer ${older.accessToken}` }
  expect((await send(`${sites[0]}/auth/me`, { headers })).status).toBe(200)
})

test('answers of one race are alike, so that their order does not matter to the browser', async () => {
  const session = await plantSession(stack)
  const successor = await race(session.refreshToken, 12)
  for (const token of [session.refreshToken, successor])
    expect(await race(token, 6)).toBe(successor)
})
