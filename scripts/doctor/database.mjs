// The database: whether it answers, is new enough, is migrated, agrees on the time, and has room for the pool.
import { fileURLToPath } from 'node:url'
import { connectionFaultOf, reasonOf, withConnection } from '../schema-engine/database.mjs'
import { readMigrationsFolder } from '../schema-engine/migrations-folder.mjs'
import { fault, good, notice } from './report.mjs'

const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const oldestVersion = 140_000
const poolSize = 10
const skewToleranceSeconds = 5

const fixes = {
  'missing-database': 'Run "npm run migrate": it creates the database, if the user may.',
  'refused-credentials': 'Check user and password; special characters are percent-encoded.',
  'no-permission': 'Grant this user the right to connect.',
  refused: 'Postgres says why above.',
  unreachable: 'Check host and port, that Postgres runs, and that a firewall lets this machine in.',
}

export async function findDatabaseFindings({ variables: { DATABASE_URL: databaseUrl } }) {
  // A missing or malformed address is the environment's finding.
  if (!databaseUrl || !URL.canParse(databaseUrl)) return []
  try {
    return await withConnection(databaseUrl, async (client) => [
      await findVersion(client),
      await findMigrations(client),
      await findClock(client),
      await findRoom(client),
    ])
  } catch (error) {
    return [
      fault(
        'database',
        `Cannot be used: ${reasonOf(error)}.`,
        fixes[connectionFaultOf(error)] ?? fixes.unreachable,
      ),
    ]
  }
}

async function findVersion(client) {
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS name, current_setting('server_version_num')::int AS number`,
  )
  const [{ name, number }] = rows
  return number < oldestVersion
    ? fault('database', `Is Postgres ${name}.`, 'Use Postgres 14 or newer.')
    : good('database', `Answers: Postgres ${name}.`)
}

async function findMigrations(client) {
  const { migrationDirectories } = await readMigrationsFolder(migrationsFolder)
  const names = migrationDirectories.map(({ path }) => path)
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') AS found`)
  const { rows } = tables[0].found
    ? await client.query(
        `SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations
         WHERE rolled_back_at IS NULL`,
      )
    : { rows: [] }
  const broken = rows.filter(({ done }) => !done).map(({ name }) => name)
  if (broken.length > 0)
    return fault(
      'migrations',
      `${broken.join(', ')} did not finish.`,
      'Mend the database, then run "npx prisma migrate resolve".',
    )
  const applied = new Set(rows.map(({ name }) => name))
  const pending = names.filter((name) => !applied.has(name))
  return pending.length > 0
    ? fault('migrations', `${pending.length} are not applied.`, 'Run "npm run migrate".')
    : good('migrations', `All ${names.length} are applied.`)
}

async function findClock(client) {
  const before = Date.now()
  const { rows } = await client.query('SELECT extract(epoch FROM clock_timestamp()) AS seconds')
  const here = (before + Date.now()) / 2_000
  const skew = Math.round(Number(rows[0].seconds) - here)
  if (Math.abs(skew) <= skewToleranceSeconds) return good('clock', 'Agrees with the database’s.')
  return notice(
    'clock',
    `Is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} the database’s.`,
    'Run a time service (NTP) on both: tokens expire by this clock, sessions by the database’s.',
  )
}

async function findRoom(client) {
  const { rows } = await client.query(
    `SELECT current_setting('max_connections')::int AS most, count(*)::int AS used FROM pg_stat_activity
     WHERE backend_type = 'client backend'`,
  )
  const [{ most, used }] = rows
  const free = most - used
  return free < poolSize
    ? notice(
        'connections',
        `${used} of ${most} are taken.`,
        `Each replica opens up to ${poolSize}: raise max_connections or put a pooler in front.`,
      )
    : good('connections', `${used} of ${most} are taken; a replica opens up to ${poolSize}.`)
}
