// The one connection pool of this process. Every wait is bounded, so that a database in trouble becomes a 503
// within seconds and never a pile of hanging requests.
import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/config/env'
import { log } from '@/lib/log/logger'
import { PrismaClient } from './generated/client'

// A request that needs one statement has its answer within five seconds whatever happens; what needs more is cut off at
// the same time by lib/http/deadline.ts. docs/operations.md has the sum.
const connectMs = 2_000
const statementMs = 2_500
const maxConnections = 10

function createPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: maxConnections,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs,
    keepAlive: true,
    // Timestamps are stored shifted where the server lives in another zone.
    options: `-c TimeZone=UTC -c statement_timeout=${statementMs} -c idle_in_transaction_session_timeout=${statementMs}`,
  })
  // An idle connection that breaks emits here; without a listener it would end the process.
  pool.on('error', (error) => log.warn('idle database connection lost', { error }))
  pool.on('release', (_, client) => dropUnanswered(client))
  return pool
}

// Prisma hands a connection back after a statement that timed out as if nothing had happened. Where the server is gone
// without a word, it would keep everybody waiting who gets it next.
function dropUnanswered(client: pg.PoolClient): void {
  const { readyForQuery } = client as pg.PoolClient & { readyForQuery: boolean }
  // That marks the client, and the pool lets go of it.
  if (!readyForQuery) client.end().catch(() => undefined)
}

type Database = { prisma: PrismaClient; pool: pg.Pool }

// `next dev` evaluates this module again at every change; the pool must outlive that.
const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database }

function database(): Database {
  if (!holder.gatehouseDatabase) {
    const pool = createPool()
    const prisma = new PrismaClient({
      adapter: new PrismaPg(pool),
      transactionOptions: { maxWait: connectMs, timeout: statementMs },
    })
    holder.gatehouseDatabase = { pool, prisma }
  }
  return holder.gatehouseDatabase
}

export function db(): PrismaClient {
  return database().prisma
}

/** For the few statements written by hand, where one round trip is the point. */
export function dbPool(): pg.Pool {
  return database().pool
}
