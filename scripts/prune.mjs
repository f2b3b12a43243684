// `npm run prune`: deletes rows that no rule reads any more. Meant for cron; safe to run twice, and from several places
// at once. Small batches hold few locks, and rows that somebody else has locked are left for the next run.
import { applyFileVariables } from './file-variables.mjs'
import { connectionFaultOf, reasonOf, withConnection } from './schema-engine/database.mjs'

const batchSize = 1000

// A session stays for a day after its end, so that a replay of its token is still told apart from garbage.
const targets = [
  {
    table: 'sessions',
    key: 'id',
    condition:
      "least(idle_expires_at, absolute_expires_at, coalesce(revoked_at, 'infinity')) < now() - interval '1 day'",
  },
  // No access token lives for a day.
  { table: 'ended_sessions', key: 'id', condition: "ended_at < now() - interval '1 day'" },
  { table: 'used_logins', key: 'state_hash', condition: 'expires_at < now()' },
  { table: 'one_time_marks', key: 'key_hash', condition: 'expires_at < now()' },
  // Its times are milliseconds since 1970.
  { table: 'counters', key: 'key', condition: 'expire < extract(epoch FROM now()) * 1000' },
  { table: 'audit_events', key: 'id', condition: "created_at < now() - interval '400 days'" },
  { table: 'security_events', key: 'jti', condition: "created_at < now() - interval '60 days'" },
  { table: 'replicas', key: 'id', condition: "seen_at < now() - interval '1 hour'" },
]

applyFileVariables(process.env, ['DATABASE_URL'])
const { DATABASE_URL: databaseUrl } = process.env
if (!databaseUrl || !URL.canParse(databaseUrl)) {
  process.stderr.write(
    'DATABASE_URL is not set to a Postgres URL: set it to the database to prune.\n',
  )
  process.exit(1)
}

try {
  await withConnection(databaseUrl, async (client) => {
    for (const target of targets) {
      console.log(`${target.table}: ${await prune(client, target)} deleted`)
    }
  })
} catch (error) {
  process.stderr.write(`Pruning stopped (${connectionFaultOf(error)}): ${reasonOf(error)}\n`)
  process.exitCode = 1
}

async function prune(client, { table, key, condition }) {
  const statement = `
    DELETE FROM ${table} WHERE ${key} IN (
      SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    )`
  let total = 0
  for (;;) {
    const { rowCount } = await client.query(statement)
    total += rowCount
    if (rowCount < batchSize) return total
  }
}
