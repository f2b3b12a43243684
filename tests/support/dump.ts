import pg from 'pg'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Stack = Pick<StackAddresses, 'databaseUrl'>

/** Every row of every table, as text; bytes in hex. What a thief of the database has. */
export async function dumpDatabase(stack: Stack): Promise<string> {
  const tables = await queryDatabase<{ name: string }>(
    stack,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  )
  const dumps = await Promise.all(
    tables.map(async ({ name }) => {
      const table = pg.escapeIdentifier(name)
      const rows = await queryDatabase<{ row: string }>(
        stack,
        `SELECT t::text AS row FROM ${table} t`,
      )
      return [name, ...rows.map(({ row }) => row)].join('\n')
    }),
  )
  return dumps.join('\n')
}
