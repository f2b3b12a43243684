// Counters and marks in Postgres, each in one statement.
import 'server-only'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { dbPool } from '@/lib/db/client'
import type { CounterStore } from './counter-store'

const markStatement = `
INSERT INTO one_time_marks (key_hash, expires_at) VALUES ($1, now() + make_interval(secs => $2))
ON CONFLICT (key_hash) DO UPDATE SET expires_at = EXCLUDED.expires_at
WHERE one_time_marks.expires_at <= now()`

// A counter is told its window at each call, and its limit never: one limiter serves all budgets.
const everyCallSays = { points: 1, duration: 1 }

/** @throws whatever the pool throws; see lib/db/unavailable.ts */
export function createPostgresStore(): CounterStore {
  const limiter = new RateLimiterPostgres({
    storeClient: dbPool(),
    storeType: 'pool',
    ...everyCallSays,
    tableName: 'counters',
    tableCreated: true,
    keyPrefix: '',
    // Deletes, every five minutes, what ended an hour ago: the table stays bounded without `npm run prune`.
    clearExpiredByTimeout: true,
  })
  return {
    async add(storeKey, points, windowSeconds) {
      // `penalty` adds and never refuses; who is refused is decided in one place for both stores.
      const tally = await limiter.penalty(storeKey, points, { customDuration: windowSeconds })
      return { total: tally.consumedPoints, resetMs: tally.msBeforeNext }
    },
    async markOnce(storeKey, lifetimeSeconds) {
      const { rowCount } = await dbPool().query({
        name: 'one-time-mark',
        text: markStatement,
        values: [Buffer.from(storeKey, 'base64url'), lifetimeSeconds],
      })
      return rowCount === 1
    },
    ping: () => dbPool().query('SELECT 1'),
  }
}
