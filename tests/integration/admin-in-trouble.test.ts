// What an administrator reads while the database is in trouble, or a search asks too much of it.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { adminPages, plantAdmin, visitAs } from '../support/administration.ts'
import { queryDatabase } from '../support/query-database.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const lockUsers = 'LOCK TABLE users IN ACCESS EXCLUSIVE MODE'

/** In a transaction, which ends with the connection. */
async function connectBlocker(): Promise<pg.Client> {
  const blocker = new pg.Client({ connectionString: stack.databaseUrl })
  await blocker.connect()
  await blocker.query('BEGIN')
  return blocker
}

async function waitForLocks(count: number): Promise<void> {
  const text = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass`
  while ((await queryDatabase(stack, text)).length < count) await wait(10)
}

test('every page of an administrator leads to the one that says that nobody is signed out', async () => {
  const admin = await plantAdmin(stack)
  const blocker = await connectBlocker()
  try {
    await blocker.query(lockUsers)
    const asked = adminPages(admin.userId).map(async (path) => {
      const response = await visitAs(admin, site + path)
      expect([303, 307], path).toContain(response.status)
      const outage = new URL(response.headers.get('location')!, site)
      expect(outage.pathname).toBe('/outage')
      expect(outage.searchParams.get('next')).toBe(path)
      const page = await visitAs(admin, outage.href)
      expect(page.status).toBe(503)
      const html = await page.text()
      expect(html).toContain('You are not signed out.')
      expect(html).toContain(outage.searchParams.get('ref'))
      expect(html).not.toContain(admin.email)
    })
    await Promise.all(asked)
  } finally {
    await blocker.end()
  }
})

test('a search that takes too long says so, and asks for more of the name', async () => {
  const admin = await plantAdmin(stack)
  const [first, second] = [await connectBlocker(), await connectBlocker()]
  const search = `${site}/admin?q=somebody`
  try {
    // The list of revoked sessions, which may read users, too, is good for a second.
    await visitAs(admin, search)
    await first.query(lockUsers)
    const asked = visitAs(admin, search)
    // Postgres grants a lock in the order of asking: the administrator is looked up, then the second has its turn, and
    // what waits behind it is the search.
    await waitForLocks(1)
    const taken = second.query(lockUsers)
    await waitForLocks(2)
    await first.query('ROLLBACK')
    await taken
    const response = await asked
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain('That took too long, because too many match.')
    expect(html).toContain('value="somebody"')
  } finally {
    await Promise.all([first.end(), second.end()])
  }
  expect(await (await visitAs(admin, search)).text()).not.toContain('That took too long')
})
