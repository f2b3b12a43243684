// What an administrator reads while the database is in trouble.
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { adminPages, plantAdmin, visitAs } from '../support/administration.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

test('every page of an administrator leads to the one that says that nobody is signed out', async () => {
  const admin = await plantAdmin(stack)
  const blocker = new pg.Client({ connectionString: stack.databaseUrl })
  await blocker.connect()
  try {
    await blocker.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
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
