// What the engine does to a whole database rather than inside one: does it exist, create it, drop it.
import pg from 'pg'

// Prisma's own parameters, which pg and Postgres do not know.
const prismaParameters = [
  'schema',
  'connection_limit',
  'pool_timeout',
  'pgbouncer',
  'socket_timeout',
]

/** The connection URL as pg understands it. */
export function toDriverUrl(databaseUrl) {
  const url = new URL(databaseUrl)
  for (const name of prismaParameters) url.searchParams.delete(name)
  return url.toString()
}

export function databaseNameOf(databaseUrl) {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1)) || 'postgres'
}

export function withDatabase(databaseUrl, name) {
  const url = new URL(databaseUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.toString()
}

/** Opens one connection, runs `work` with it and closes it. */
export async function withConnection(databaseUrl, work) {
  const client = new pg.Client({
    connectionString: toDriverUrl(databaseUrl),
    connectionTimeoutMillis: 10_000,
  })
  // A connection that breaks while idle is reported by the next query; without a listener it ends the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

export function canConnect(databaseUrl) {
  return withConnection(databaseUrl, () => undefined)
}

/** Returns false if the database was there already. */
export function createDatabase(databaseUrl) {
  return withConnection(withDatabase(databaseUrl, 'postgres'), async (client) => {
    try {
      await client.query(`CREATE DATABASE ${quoted(databaseNameOf(databaseUrl))}`)
      return true
    } catch (error) {
      // 42P04: it exists. 23505: somebody else created it in the same instant.
      if (error.code === '42P04' || error.code === '23505') return false
      throw error
    }
  })
}

export function dropDatabase(databaseUrl) {
  return withConnection(withDatabase(databaseUrl, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${quoted(databaseNameOf(databaseUrl))}`),
  )
}

function quoted(identifier) {
  return pg.escapeIdentifier(identifier)
}

/** Sorts a driver's error into the few kinds a person can act on. */
export function connectionFaultOf(error) {
  if (error.code === '3D000') return 'missing-database'
  if (error.code === '28P01' || error.code === '28000') return 'refused-credentials'
  if (error.code === '42501') return 'no-permission'
  if (typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) return 'refused'
  return 'unreachable'
}

/** Node reports a host with several addresses as an AggregateError with an empty message. */
export function reasonOf(error) {
  return error.message || error.errors?.[0]?.message || error.code || String(error)
}
