// Ten thousand dead sessions and answered logins are cleared away, live ones are not, and signing in takes no longer.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { withCopiedDatabase } from '../support/copied-database.ts'
import { signIn } from '../support/login.ts'
import { plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const base = inject('stack')
const dead = 10_000
const signIns = 15
let stack: typeof base
let site: Replica

beforeAll(async () => {
  stack = await withCopiedDatabase(base)
  site = await startReplica(stack)
})
afterAll(() => site.stop())

async function prune(): Promise<string> {
  const env = {
    PATH: process.env.PATH!,
    NODE_ENV: 'production',
    DATABASE_URL: stack.databaseUrl,
  } as const
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/prune.mjs'], { env })
  return stdout
}

async function count(table: string): Promise<number> {
  const [row] = await queryDatabase<{ n: number }>(stack, `SELECT count(*)::int AS n FROM ${table}`)
  return row!.n
}

/** Milliseconds of one sign-in in the middle of many. */
async function medianSignIn(): Promise<number> {
  const times: number[] = []
  for (let done = 0; done < signIns; done++) {
    const startedAt = performance.now()
    await signIn(stack, { url: site.url, persona: 'grace' })
    times.push(performance.now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(signIns / 2)]!
}

async function plantDead(userId: string): Promise<void> {
  await queryDatabase(
    stack,
    `INSERT INTO sessions (id, user_id, token_hash, idle_expires_at, absolute_expires_at)
     SELECT gen_random_uuid(), $1, decode(md5(i::text), 'hex'), now() - interval '2 days', now() + interval '1 day'
     FROM generate_series(1, $2::int) i`,
    [userId, dead],
  )
  await queryDatabase(
    stack,
    `INSERT INTO used_logins SELECT decode(md5(i::text), 'hex'), now() - interval '1 s'
     FROM generate_series(1, $1::int) i`,
    [dead],
  )
  await queryDatabase(
    stack,
    `INSERT INTO ended_sessions SELECT gen_random_uuid(), now() - interval '2 days' FROM generate_series(1, $1::int)`,
    [dead],
  )
}

test(
  'clears what is dead, keeps what is not, and slows no sign-in',
  { timeout: 120_000 },
  async () => {
    await signIn(stack, { url: site.url, persona: 'grace' })
    const live = await plantSession(stack)
    const justEnded = await plantSession(stack, { userId: live.userId, idleSeconds: -60 })
    const deleted = await plantSession(stack, { userId: live.userId })
    await queryDatabase(stack, 'DELETE FROM sessions WHERE id = $1', [deleted.sessionId])

    const before = await medianSignIn()
    await plantDead(live.userId)
    const among = await medianSignIn()
    const [output, meanwhile] = await Promise.all([prune(), medianSignIn()])
    const after = await medianSignIn()

    expect(output).toContain(`sessions: ${dead} deleted`)
    expect(output).toContain(`ended_sessions: ${dead} deleted`)
    expect(output).toContain(`used_logins: ${dead} deleted`)
    expect(await count('ended_sessions')).toBe(1)
    for (const { sessionId } of [live, justEnded])
      expect((await readSession(stack, sessionId)).revoked_at).toBeNull()
    // The user of ten thousand sessions is another one than who signs in; the table is the same.
    const figures = JSON.stringify({ before, among, meanwhile, after })
    for (const time of [among, after]) expect(time / before, figures).toBeLessThan(2)
    expect(meanwhile / before, figures).toBeLessThan(4)

    const sessions = await count('sessions')
    expect(await prune()).toMatch(/^sessions: 0 deleted$/m)
    expect(await count('sessions')).toBe(sessions)
  },
)

test('two prunings at once delete each row once', async () => {
  const { userId } = await plantSession(stack)
  await plantDead(userId)
  const outputs = await Promise.all([prune(), prune()])
  const totals = outputs.map((output) => Number(/^sessions: (\d+)/m.exec(output)![1]))
  // Rows that one has locked are left by the other, which may find nothing more to do.
  expect(totals[0]! + totals[1]!).toBeLessThanOrEqual(dead)
  await prune()
  expect(
    await queryDatabase(
      stack,
      "SELECT 1 FROM sessions WHERE idle_expires_at < now() - interval '1 day'",
    ),
  ).toEqual([])
  expect(
    await queryDatabase(
      stack,
      "SELECT 1 FROM audit_events WHERE reason = 'deleted' AND user_id = $1",
      [userId],
    ),
  ).toEqual([])
})
