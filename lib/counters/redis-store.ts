// Counters and marks in Redis or Valkey, each in one command or script.
import 'server-only'
import type { Redis } from 'ioredis'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { CounterStore } from './counter-store'

const prefix = 'gatehouse'
// A counter is told its window at each call, and its limit never: one limiter serves all budgets.
const everyCallSays = { points: 1, duration: 1 }

/** @throws where there is no connection; nothing is queued */
export function createRedisStore(client: Redis): CounterStore {
  const limiter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `${prefix}:count`,
    ...everyCallSays,
  })
  let connecting: Promise<unknown> | null = null

  /** The first request opens the connection; those that come meanwhile wait for the same one. */
  async function connected(): Promise<void> {
    // Where that fails, the command that follows fails too and says so; the client goes on trying.
    if (client.status === 'wait') connecting = client.connect().catch(() => undefined)
    await connecting
  }

  return {
    async add(storeKey, points, windowSeconds) {
      await connected()
      const tally = await limiter.penalty(storeKey, points, { customDuration: windowSeconds })
      return { total: tally.consumedPoints, resetMs: tally.msBeforeNext }
    },
    async markOnce(storeKey, lifetimeSeconds) {
      await connected()
      const answer = await client.set(
        `${prefix}:mark:${storeKey}`,
        '1',
        'EX',
        lifetimeSeconds,
        'NX',
      )
      return answer === 'OK'
    },
    async ping() {
      await connected()
      await client.ping()
    },
  }
}
