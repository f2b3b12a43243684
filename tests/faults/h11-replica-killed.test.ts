import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { Cluster } from '../support/faults/cluster.ts'
import { describeBehindNginx } from '../support/faults/programs.ts'
import { Visitors } from '../support/faults/visitors.ts'
import { hashOf, successorOf } from '../support/forge.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { countAuditEvents, plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'
import { refresh, renewed } from '../support/renewal.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const rotation = 'session-rotate'

describeBehindNginx('a replica that is killed', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await Cluster.start(stack)
  })
  afterAll(() => cluster?.stop())
  afterEach(async () => {
    await google.reset()
    await cluster.database.heal()
    await cluster.startReplica(0)
  })

  /** Renews on the first replica, which is killed once `until` has come; the answer never arrives. */
  async function renewUntilKilled(refreshToken: string, until: () => Promise<unknown>) {
    const lost = refresh(cluster.replicas[0]!.url, refreshToken).then(
      () => 'answered',
      () => 'lost',
    )
    await until()
    await cluster.replicas[0]!.end('SIGKILL')
    expect(await lost).toBe('lost')
  }

  async function expectSameSession(sessionId: string, refreshToken: string) {
    const successor = successorOf(stack.authSecret, refreshToken)
    const first = await renewed(cluster.url, refreshToken)
    expect(first.refreshToken).toBe(successor)
    const second = await renewed(cluster.url, successor)
    expect(second.refreshToken).toBe(successor)
    const row = await readSession(stack, sessionId)
    expect(row.token_hash.equals(hashOf(successor))).toBe(true)
    expect(row.revoked_at).toBeNull()
    expect(await countAuditEvents(stack, sessionId, 'refresh_token_reuse')).toBe(0)
  }

  const isHeld = () => expect.poll(() => cluster.database.held, { timeout: 10_000 }).toBe(1)

  test('before it rotates costs nothing: another goes on with the session', async () => {
    const { sessionId, refreshToken } = await plantSession(stack)
    await cluster.database.impose({ hold: { what: 'request', from: rotation } })
    await renewUntilKilled(refreshToken, isHeld)
    const row = await readSession(stack, sessionId)
    expect(row.token_hash.equals(hashOf(refreshToken))).toBe(true)
    await cluster.database.heal()
    await expectSameSession(sessionId, refreshToken)
  })

  test('while it rotates leaves one successor, whichever way its statement ends', async () => {
    const { sessionId, refreshToken } = await plantSession(stack)
    const other = new pg.Client({ connectionString: stack.databaseUrl })
    await other.connect()
    try {
      await other.query('BEGIN')
      await other.query('SELECT 1 FROM sessions WHERE id = $1 FOR UPDATE', [sessionId])
      await renewUntilKilled(refreshToken, () =>
        expect
          .poll(() =>
            queryDatabase(
              stack,
              `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE sessions%'`,
            ),
          )
          .not.toEqual([]),
      )
      await other.query('ROLLBACK')
    } finally {
      await other.end()
    }
    await expectSameSession(sessionId, refreshToken)
  })

  test('after it rotated, its answer lost, leaves a session that the old token goes on with', async () => {
    const { sessionId, refreshToken } = await plantSession(stack)
    const successorHash = hashOf(successorOf(stack.authSecret, refreshToken))
    await cluster.database.impose({ hold: { what: 'answer', from: rotation } })
    await renewUntilKilled(refreshToken, async () => {
      await isHeld()
      await expect
        .poll(async () => (await readSession(stack, sessionId)).token_hash.equals(successorHash))
        .toBe(true)
    })
    await cluster.database.heal()
    await expectSameSession(sessionId, refreshToken)
  })

  test('in the middle of a code exchange leaves no half user, and the next sign-in works', async () => {
    const person = newStranger()
    await google.set({
      personas: { charlie: { ...person } },
      endpoints: { token: { hang: true, times: 1 } },
    })
    const { jar, authorizationUrl } = await startLogin(cluster.site)
    const callback = await google.approve(authorizationUrl.href, { persona: 'charlie' })
    await google.clearRequests()
    const [{ marks }] = await countMarks()
    const { url } = cluster.replicas[0]!
    const lost = finishLogin(cluster.site, callback, { jar: jar.copy(), url }).catch(() => 'lost')
    await expect.poll(async () => (await countMarks())[0].marks).toBeGreaterThan(marks)
    await cluster.replicas[0]!.end('SIGKILL')
    expect(await lost).toBe('lost')
    await google.set({ endpoints: { token: null } })

    const again = await finishLogin(cluster.site, callback, { jar })
    expect(again.response).toBeRefusedLogin('link_expired')
    const users = () => queryDatabase(stack, 'SELECT 1 FROM users WHERE email = $1', [person.email])
    expect(await users()).toEqual([])
    await signIn(cluster.site, { jar, persona: 'charlie' })
    expect(await users()).toHaveLength(1)
  })

  async function countMarks() {
    return (await queryDatabase(
      stack,
      'SELECT count(*)::int AS marks FROM one_time_marks',
    )) as unknown as [{ marks: number }]
  }

  test('under load, one after the other, signs nobody out', { timeout: 90_000 }, async () => {
    const visitors = await Visitors.arrive(stack, cluster.url)
    for (let index = 0; index < cluster.replicas.length; index++) {
      const before = performance.now()
      await cluster.replicas[index]!.end('SIGKILL')
      await expect.poll(() => visitors.servedSince(before), { timeout: 20_000 }).toBeGreaterThan(20)
      await cluster.startReplica(index)
    }
    const verdict = await visitors.finish()
    console.log(`kill -9 under load: ${JSON.stringify(verdict)}`)
    expect(verdict).toMatchObject({ lostSessions: 0, letIn: 0 })
    // An answer that was half delivered when its replica died cannot be had from another.
    expect(verdict.faults.length).toBeLessThanOrEqual(cluster.replicas.length * 2)
  })
})
