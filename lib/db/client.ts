// The one connection pool of this process. Every wait is bounded, so that a database in trouble becomes a 503
// within seconds and never a pile of hanging requests.
import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/config/env'
import { log } from '@/lib/log/logger'
import { PrismaClient } from './generated/client'

const connectMs = 3_000
const statementMs = 5_000
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
  return pool
}

type Database = { prisma: PrismaClient; pool: pg.Pool }

// `next dev` evaluates this module again at every change; the pool must outlive that.
const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database }

function database(): Database {
  if (!holder.gatehouseDatabase) {
    const pool = createPool()
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
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
