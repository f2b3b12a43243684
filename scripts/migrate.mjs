// `npm run migrate`: applies prisma/migrations to DATABASE_URL as `prisma migrate deploy` does, same bookkeeping in
// `_prisma_migrations`, but with production dependencies only and nothing downloaded. Safe to run twice, and from
// several places at once: one works, the others wait and then find nothing left to do.
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { applyFileVariables } from './file-variables.mjs'
import {
  canConnect,
  connectionFaultOf,
  createDatabase,
  databaseNameOf,
  reasonOf,
  withConnection,
} from './schema-engine/database.mjs'
import { createMigrationAdapterFactory } from './schema-engine/migration-adapter.mjs'
import { noFilters, readMigrationsFolder } from './schema-engine/migrations-folder.mjs'
import { createSchemaEngine } from './schema-engine/wasm.mjs'

const migrationsFolder = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

// Ours, not Prisma's own 72707369: the engine takes that one on its own connection, and gives up after ten seconds.
const advisoryLockId = 1_195_461_701
const lockPollMilliseconds = 250
const lockWaitMilliseconds = 10 * 60_000

class MigrationFault extends Error {}

try {
  applyFileVariables(process.env, ['DATABASE_URL'])
  await migrate(requireDatabaseUrl(process.env))
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 1
}
// Everything is closed, but the engine leaves the ten-second timer of its lock behind.
process.exit()

function requireDatabaseUrl({ DATABASE_URL: databaseUrl }) {
  if (!databaseUrl) {
    throw new MigrationFault(
      'DATABASE_URL is not set. Set it to the Postgres database to migrate, e.g. postgres://user:password@host:5432/gatehouse (or DATABASE_URL_FILE to a file that holds it).',
    )
  }
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
    throw new MigrationFault(
      'DATABASE_URL is not a Postgres URL. It looks like postgres://user:password@host:5432/gatehouse; special characters in the password are percent-encoded.',
    )
  }
  return databaseUrl
}

async function migrate(databaseUrl) {
  await ensureDatabase(databaseUrl)
  await withConnection(databaseUrl, async (client) => {
    // Held by this connection alone: if this process dies, Postgres lets go of it.
    await takeLock(client)
    const applied = await applyMigrations(databaseUrl)
    for (const name of applied) console.log(`applied ${name}`)
    console.log(applied.length > 0 ? 'The database is migrated.' : 'The database is up to date.')
  })
}

async function ensureDatabase(databaseUrl) {
  try {
    await canConnect(databaseUrl)
  } catch (error) {
    if (connectionFaultOf(error) !== 'missing-database') throw error
    if (await createDatabase(databaseUrl)) {
      console.log(`created the database ${databaseNameOf(databaseUrl)}`)
    }
  }
}

// Asks again and again instead of waiting inside Postgres: a waiting statement holds a snapshot, and a migration with
// CREATE INDEX CONCURRENTLY waits for every older snapshot, so that the two would wait for each other.
async function takeLock(client) {
  const deadline = Date.now() + lockWaitMilliseconds
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [
      advisoryLockId,
    ])
    if (rows[0].taken) return
    if (tries === 0) console.log('Another migration of this database is running; waiting for it.')
    if (Date.now() > deadline) {
      throw new MigrationFault('Another migration has been running for ten minutes; gave up.')
    }
    await sleep(lockPollMilliseconds)
  }
}

async function applyMigrations(databaseUrl) {
  const adapterFactory = createMigrationAdapterFactory(databaseUrl)
  try {
    const { engine, causeOf } = await createSchemaEngine(adapterFactory)
    const migrationsList = await readMigrationsFolder(migrationsFolder)
    const deadline = Date.now() + lockWaitMilliseconds
    for (;;) {
      try {
        const output = await engine.applyMigrations({ migrationsList, filters: noFilters })
        return output.appliedMigrationNames
      } catch (error) {
        // P1002: Prisma's own lock is taken, somebody runs `prisma migrate deploy` just now.
        if (error.code !== 'P1002' || Date.now() > deadline)
          throw new MigrationFault(engineSentenceOf(causeOf(error)))
      }
    }
  } finally {
    await adapterFactory.close()
  }
}

function sentenceOf(error) {
  if (error instanceof MigrationFault) return error.message
  const reason = reasonOf(error)
  const sentences = {
    unreachable: `The database server cannot be reached (${reason}). Is it running, and are host and port in DATABASE_URL right?`,
    'refused-credentials': `The database server refused the user or password in DATABASE_URL (${reason}).`,
    'no-permission': `The user in DATABASE_URL may not do this (${reason}). Create the database by hand, or grant it the right.`,
    refused: `The database server refused: ${reason}.`,
  }
  return sentences[connectionFaultOf(error)]
}

function engineSentenceOf({ code, message }) {
  const howToResolve =
    'Repair the cause, then say what became of it with `npx prisma migrate resolve --rolled-back NAME` (or --applied NAME), and run this again.'
  const advice = {
    P3005:
      'The database holds tables that no migration made. Give DATABASE_URL an empty database, or baseline this one with `npx prisma migrate resolve --applied NAME`.',
    P3009: `An earlier migration failed and stands in the way. ${howToResolve}`,
  }
  const failed = `A migration failed and was rolled back; no later one was applied. ${howToResolve}`
  return `${advice[code] ?? failed}\n\n${message.trim()}`
}
