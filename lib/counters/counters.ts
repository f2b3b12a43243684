// Counters and one-time marks, shared by all replicas: in Redis where REDIS_URL names one, in Postgres otherwise.
// Guarantees that a store in trouble delays a request by one deadline at most. Counters then go on in this process'
// memory (a limit may be as many times too generous as there are replicas); marks fall back from Redis to Postgres,
// which throws where it does not answer either. A Redis that forgets restarts limits, and lets marks be set again: what
// must never happen twice needs its own row in the transaction that it belongs to.
import 'server-only'
import { env } from '@/lib/config/env'
import { log } from '@/lib/log/logger'
import { type Circuit, createCircuit } from './circuit'
import type { CounterStore, Tally } from './counter-store'
import { createMemoryCounters } from './memory-counters'
import { createPostgresStore } from './postgres-store'
import { createRedisClient } from './redis-client'
import { createRedisStore } from './redis-store'
import { toStoreKey } from './store-key'

const redisDeadlineMs = 150
// A pool under load hands out connections later than a Redis answers, and below the five seconds of a statement.
const postgresDeadlineMs = 2_000
const pauseMs = 2_000

type Counters = {
  store: CounterStore
  /** Where marks go when the store is Redis and cannot be asked. */
  postgres: CounterStore
  memory: ReturnType<typeof createMemoryCounters>
  circuit: Circuit
}

function createCounters(): Counters {
  const { REDIS_URL } = env()
  const clock = () => performance.now()
  const postgres = createPostgresStore()
  const store = REDIS_URL ? createRedisStore(createRedisClient(REDIS_URL)) : postgres
  const name = REDIS_URL ? 'redis' : 'postgres'
  const circuit = createCircuit({
    deadlineMs: REDIS_URL ? redisDeadlineMs : postgresDeadlineMs,
    pauseMs,
    probe: () => store.ping(),
    clock,
    onChange: (state, error) =>
      state === 'open'
        ? log.error('counters fall back to memory', { store: name, error })
        : log.info('counters are shared again', { store: name }),
  })
  return { store, postgres, memory: createMemoryCounters(clock), circuit }
}

// Route handlers and pages are bundled apart; connection and circuit must be one for the process.
const holder = globalThis as typeof globalThis & { gatehouseCounters?: Counters }

function counters(): Counters {
  return (holder.gatehouseCounters ??= createCounters())
}

/** Opens the connection ahead of the first request, which would otherwise take the time for it as trouble. */
export async function connectCounters(): Promise<void> {
  // An absent store is reported by the first who counts.
  await counters()
    .store.ping()
    .catch(() => undefined)
}

export type Budget = { points: number; windowSeconds: number }

export type Consumption = {
  /** How many of the wanted points the budget still had; the rest is refused. */
  granted: number
  isAllowed: boolean
  remaining: number
  resetMs: number
}

/**
 * Takes points from a budget. Callers at the same moment, on whatever replica, never get more than the budget between
 * them: each sees a total of its own.
 * @param points how many are wanted; fewer may be granted
 */
export async function consumePoints(
  purpose: string,
  subject: string,
  points: number,
  budget: Budget,
): Promise<Consumption> {
  const { store, memory, circuit } = counters()
  const storeKey = await toStoreKey(purpose, subject)
  const { total, resetMs } = await circuit<Tally>(
    () => store.add(storeKey, points, budget.windowSeconds),
    () => memory.add(storeKey, points, budget.windowSeconds),
  )
  const before = total - points
  const granted = Math.min(points, Math.max(budget.points - before, 0))
  const remaining = Math.max(budget.points - total, 0)
  return { granted, isAllowed: granted > 0, remaining, resetMs: Math.max(resetMs, 0) }
}

/**
 * Claims something for the first and only time within its lifetime.
 * @returns false where it was claimed before, on whatever replica
 * @throws where neither Redis nor Postgres answers
 */
export async function markOnce(
  purpose: string,
  subject: string,
  lifetimeSeconds: number,
): Promise<boolean> {
  const { store, postgres, circuit } = counters()
  const storeKey = await toStoreKey(purpose, subject)
  if (store === postgres) return postgres.markOnce(storeKey, lifetimeSeconds)
  return circuit(
    () => store.markOnce(storeKey, lifetimeSeconds),
    () => postgres.markOnce(storeKey, lifetimeSeconds),
  )
}
