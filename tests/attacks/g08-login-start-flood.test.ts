// Sign-ins that are begun and never finished leave nothing that grows: one counter an address, which expires, and no more
// cookies in the browser than two tabs need.
import { expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { from, newAddress, startCounting } from '../support/limits.ts'
import { startLogin } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { findRedisBinary, startOwnRedis } from '../support/redis.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const binary = findRedisBinary()

async function countRows(): Promise<Record<string, number>> {
  const tables = ['users', 'accounts', 'sessions', 'used_logins', 'audit_events', 'one_time_marks']
  const columns = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`)
  const [counts] = await queryDatabase<Record<string, number>>(
    stack,
    `SELECT ${columns.join(', ')}`,
  )
  return counts!
}

async function countCounters(): Promise<number> {
  const [row] = await queryDatabase<{ count: number }>(
    stack,
    'SELECT count(*)::int AS count FROM counters WHERE expire IS NOT NULL',
  )
  return row!.count
}

/** Ten addresses, each far beyond its limit. */
async function flood(site: Replica): Promise<void> {
  const addresses = Array.from({ length: 10 }, newAddress)
  for (let wave = 0; wave < 40; wave++)
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        send(`${site.url}/auth/google/login`, from(addresses[turn % addresses.length]!)),
      ),
    )
}

it('two thousand leave ten counters that expire, and no other row', async () => {
  const site = await startCounting(stack, 0.1)
  try {
    const [rows, counters] = [await countRows(), await countCounters()]
    await flood(site)
    expect(await countRows()).toEqual(rows)
    expect(await countCounters()).toBe(counters + 10)
  } finally {
    await site.stop()
  }
})

it('in one browser never leave more than two cookies', async () => {
  const jar = new CookieJar()
  for (let count = 0; count < 50; count++)
    await startLogin(stack, { jar, next: '/products?q=wool' })
  expect(jar.names().filter((name) => name.startsWith('gatehouse-login-'))).toHaveLength(2)
  expect(jar.header().length).toBeLessThan(4_096)
})

it.skipIf(!binary)('with Redis leave ten keys that expire, and no row at all', async () => {
  const redis = await startOwnRedis(binary!)
  const site = await startCounting(stack, 0.1, { REDIS_URL: redis.url })
  try {
    const [rows, counters] = [await countRows(), await countCounters()]
    await flood(site)
    expect(await countRows()).toEqual(rows)
    expect(await countCounters()).toBe(counters)
    const keys = await redis.keys()
    expect(keys).toHaveLength(10)
    expect(keys.join(), 'no address stands in a key').not.toMatch(/\b10\.\d/)
    expect(await redis.withoutExpiry()).toEqual([])
  } finally {
    await site.stop()
    await redis.kill()
  }
})
