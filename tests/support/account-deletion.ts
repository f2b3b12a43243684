// The form of /account/delete as a browser without JavaScript posts it.
import { cookiesOf, type PlantedSession } from './planted-session.ts'
import { queryDatabase } from './query-database.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

export const deletionPath = '/account/deletion'
export const ownPage = { 'sec-fetch-site': 'same-origin' }

export function postDeletion(
  site: string,
  session: Pick<PlantedSession, 'email'> & Parameters<typeof cookiesOf>[0],
  {
    typed = session.email,
    headers = ownPage,
  }: { typed?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const body = new URLSearchParams({ email: typed }).toString()
  return send(site + deletionPath, {
    method: 'POST',
    headers: {
      cookie: cookiesOf(session),
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      ...headers,
    },
    body,
  })
}

/** How many rows of each table belong to the user. */
export async function countRowsOf(
  stack: Pick<StackAddresses, 'databaseUrl'>,
  userId: string,
): Promise<Record<string, number>> {
  const tables = {
    ...{ users: 'id', accounts: 'user_id', sessions: 'user_id' },
    ...{ favourites: 'user_id', notes: 'user_id' },
  }
  const counts = await Promise.all(
    Object.entries(tables).map(async ([table, column]) => {
      const text = `SELECT count(*)::int FROM ${table} WHERE ${column} = $1`
      const [row] = await queryDatabase<{ count: number }>(stack, text, [userId])
      return [table, row!.count] as const
    }),
  )
  return Object.fromEntries(counts)
}

export const noRows = { users: 0, accounts: 0, sessions: 0, favourites: 0, notes: 0 }
