import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../local/postgres/embedded-postgres.mjs'

const script = fileURLToPath(new URL('./migrate.mjs', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-migrate-'))
let server: Awaited<ReturnType<typeof startPostgres>>

beforeAll(async () => {
  chmodSync(folder, 0o755)
  server = await startPostgres({
    dataFolder: path.join(folder, 'data'),
    logFile: path.join(folder, 'postgres.log'),
    durable: false,
  })
}, 30_000)

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

function migrate(databaseUrl?: string): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, DATABASE_URL: databaseUrl }
  const child = spawn(process.execPath, [script], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.urlOf('together') })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

test(
  'applies each migration once, however many run at the same time',
  { timeout: 30_000 },
  async () => {
    const url = server.urlOf('together')
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)])
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    const applied = await query(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations',
    )
    expect(new Set(applied.map((row) => row.migration_name)).size).toBe(applied.length)
    expect(applied[0]?.checksum).toMatch(/^[0-9a-f]{64}$/)
    expect(applied.every((row) => row.finished_at instanceof Date)).toBe(true)
  },
)

test('finds nothing to do the second time', async () => {
  const { code, output } = await migrate(server.urlOf('together'))
  expect({ code, output }).toEqual({ code: 0, output: 'The database is up to date.\n' })
})

test('keeps a rotation heap-only: the session table has room and no index on what it writes', async () => {
  const [{ reloptions }] = (await query(
    "SELECT reloptions FROM pg_class WHERE relname = 'sessions'",
  )) as [{ reloptions: string[] }]
  expect(reloptions).toContain('fillfactor=80')
  const indexes = await query("SELECT indexdef FROM pg_indexes WHERE tablename = 'sessions'")
  expect(indexes.map((row) => /\((.*?)\)/.exec(String(row.indexdef))?.[1]).sort()).toEqual([
    'id',
    'revoked_at',
    'user_id',
  ])
})

test.each([
  ['nothing', undefined, 'DATABASE_URL is not set.'],
  ['something else', 'mysql://localhost/shop', 'DATABASE_URL is not a Postgres URL.'],
  ['a server that is not there', 'postgres://a:b@127.0.0.1:1/x', 'cannot be reached'],
])('says in a sentence what is wrong with %s', async (_, url, sentence) => {
  const { code, output } = await migrate(url)
  expect(code).toBe(1)
  expect(output).toContain(sentence)
  expect(output).not.toContain('    at ')
})

test('does not repeat the password it was refused with', async () => {
  const url = new URL(server.urlOf('together'))
  url.password = 'a-wrong-guess'
  const { code, output } = await migrate(url.toString())
  expect(code).toBe(1)
  expect(output).toContain('refused the user or password')
  expect(output).not.toContain('a-wrong-guess')
})
