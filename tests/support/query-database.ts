import pg from 'pg'
import type { StackAddresses } from './stack/addresses.ts'

/** One statement on the site's own database, past the site. */
export async function queryDatabase<Row extends pg.QueryResultRow>(
  { databaseUrl }: Pick<StackAddresses, 'databaseUrl'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
