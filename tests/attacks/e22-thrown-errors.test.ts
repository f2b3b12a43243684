// OWASP ASVS 5.0 §16.5.1 and §16.5.4: what nobody expected is a 500 that says nothing, its cause is in the log under the
// same id, and the process goes on. Provoked with a database whose tables are not what the site knows.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type BrokenDatabase, createBrokenDatabase } from '../support/broken-site.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const insides =
  /column|relation|token_hash|products|select|prisma|postgres|node_modules|\.ts\b|\bat /i
let database: BrokenDatabase
let site: Replica
let session: PlantedSession

beforeAll(async () => {
  database = await createBrokenDatabase(stack, 'broken')
  site = await database.start({ name: 'site-of-e22' })
  session = await plantSession(database.addresses)
  await database.run('ALTER TABLE products RENAME TO products_gone')
  await database.run('ALTER TABLE sessions RENAME COLUMN token_hash TO hash_gone')
})
afterAll(async () => {
  await site.stop()
  await database.drop()
})

test.each([
  ['GET', '/api/products'],
  ['POST', '/auth/refresh'],
  ['POST', '/auth/logout'],
])('%s %s fails with a 500 that says nothing, and the log tells', async (method, path) => {
  const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
  const response = await send(site.url + path, { method, headers })
  const { instance, ...told } = (await response.clone().json()) as Record<string, string>
  await expectProblem(response, 'internal_error')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(JSON.stringify({ ...told, type: '' })).not.toMatch(insides)
  const requestId = instance!.replace('urn:uuid:', '')
  const line = site
    .output()
    .split('\n')
    .find((text) => text.includes(requestId))
  expect(line, 'the cause, with its stack, in the log').toMatch(
    /ALTER|does not exist|column|table/i,
  )
  expect(line).not.toContain(session.refreshToken)
  expect((await send(`${site.url}/health/live`)).status).toBe(200)
})

test('a page fails with a sentence, and nothing of its cause', async () => {
  const headers = { cookie: cookiesOf(session) }
  const response = await send(`${site.url}/products`, { headers })
  expect(response.status).toBe(500)
  const text = await response.text()
  expect(text).not.toMatch(/relation|products_gone|prisma|node_modules|does not exist/i)
  expect((await send(`${site.url}/account`, { headers })).status).toBe(200)
})
