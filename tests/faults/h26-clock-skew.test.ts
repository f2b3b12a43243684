import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Cluster } from '../support/faults/cluster.ts'
import { hasNginx } from '../support/faults/nginx.ts'
import { findFakeTime } from '../support/faults/programs.ts'
import { Visitors } from '../support/faults/visitors.ts'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const fakeTime = findFakeTime()

function shifted(offset: string) {
  return { LD_PRELOAD: fakeTime!, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}

describe.skipIf(!hasNginx() || !fakeTime)('replicas whose clocks differ', () => {
  let cluster: Cluster

  beforeAll(async () => {
    const envOf = { 1: shifted('-60s'), 2: shifted('+300s') }
    cluster = await Cluster.start(stack, { envOf })
  })
  afterAll(() => cluster?.stop())

  test('sign nobody out and let nobody in', { timeout: 60_000 }, async () => {
    const visitors = await Visitors.arrive(stack, cluster.url)
    await expect.poll(() => visitors.servedSince(0), { timeout: 40_000 }).toBeGreaterThan(150)
    const verdict = await visitors.finish()
    console.log(`clock skew: ${JSON.stringify(verdict)}`)
    expect(verdict).toMatchObject({ lostSessions: 0, letIn: 0, faults: [] })
  })

  test('leave the end of a session to the clock of the database', async () => {
    const over = await plantSession(stack)
    await queryDatabase(
      stack,
      `UPDATE sessions SET idle_expires_at = now() - interval '1 second' WHERE id = $1`,
      [over.sessionId],
    )
    // Over for a clock five minutes ahead, and not for the database's.
    const alive = await plantSession(stack, { idleSeconds: 120 })
    for (const replica of cluster.replicas) {
      expect((await refresh(replica.url, over.refreshToken)).status).toBe(401)
      expect((await refresh(replica.url, alive.refreshToken)).status).toBe(200)
    }
  })

  test('say so in the log when they are asked whether they are ready', async () => {
    for (const [index, skewSeconds] of [
      [1, -60],
      [2, 300],
    ] as const) {
      const replica = cluster.replicas[index]!
      await send(`${replica.url}/health/ready`)
      await expect.poll(() => replica.output()).toContain('clock differs from the database')
      const line = replica.output().match(/.*clock differs.*/)![0]
      expect(
        Math.abs((JSON.parse(line) as { skewSeconds: number }).skewSeconds - skewSeconds),
      ).toBeLessThan(5)
    }
    expect(cluster.replicas[0]!.output()).not.toContain('clock differs')
  })
})
