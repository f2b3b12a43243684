import { mkdtempSync, rmSync, chmodSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startPostgres } from './embedded-postgres.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-postgres-'))
chmodSync(folder, 0o755)
const options = {
  dataFolder: path.join(folder, 'data'),
  logFile: path.join(folder, 'postgres.log'),
  durable: false,
}

let server: Awaited<ReturnType<typeof startPostgres>> | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(url: string, statement: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<object>(statement)).rows
  } finally {
    await client.end()
  }
}

async function queryOne(url: string, statement: string): Promise<unknown> {
  const [row] = await run(url, statement)
  return Object.values(row ?? {})[0]
}

test('keeps its data and its port from run to run', { timeout: 30_000 }, async () => {
  server = await startPostgres(options)
  const { port } = server
  await run(server.urlOf('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer')
  await server.stop()
  server = await startPostgres(options)
  expect(server.port).toBe(port)
  expect(await queryOne(server.urlOf('postgres'), 'SELECT answer FROM kept')).toBe(42)
})

test('starts over the server that a killed run left behind', { timeout: 30_000 }, async () => {
  const left = await startPostgres(options)
  server = await startPostgres(options)
  await expect(left.exited).resolves.toMatchObject({ code: 0 })
  expect(await queryOne(server.urlOf('postgres'), 'SELECT 1')).toBe(1)
})

test('sorts and folds letters by Unicode, in UTC, with a password', async () => {
  server = await startPostgres(options)
  const url = server.urlOf('postgres')
  expect(await queryOne(url, "SELECT upper('é')")).toBe('É')
  expect(await queryOne(url, 'SHOW timezone')).toBe('UTC')
  const withoutPassword = new URL(url)
  withoutPassword.password = 'guess'
  await expect(queryOne(withoutPassword.toString(), 'SELECT 1')).rejects.toMatchObject({
    code: '28P01',
  })
})

test('says in a sentence what to do about damaged data', async () => {
  writeFileSync(path.join(options.dataFolder, 'global/pg_control'), 'damaged')
  await expect(startPostgres(options)).rejects.toThrow(/does not start: .* delete .*data/)
})
