// A Postgres for one test file, migrated and seeded, which may be stopped, filled up and hurt.
import { randomUUID } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { dataFolder } from '../../../local/cli/project.mjs'
import { migrateAndSeed } from '../../../local/cli/services.mjs'
import { startPostgres } from '../../../local/postgres/embedded-postgres.mjs'
import type { ClusterStack } from './cluster.ts'

export interface OwnPostgres {
  readonly url: string
  /** As an administrator stops it: connections are ended, the data stays. */
  stop(): Promise<void>
  /** On the same port, with the same data. */
  start(): Promise<void>
  /** Ends every connection and takes all there are. @returns what gives them back */
  takeAllConnections(): Promise<() => Promise<void>>
  remove(): Promise<void>
}

export async function startOwnPostgres({
  logFolder,
}: Pick<ClusterStack, 'logFolder'>): Promise<OwnPostgres> {
  const name = `test-postgres-${process.pid}-${randomUUID().slice(0, 8)}`
  const folder = path.join(dataFolder, name)
  const launch = () =>
    startPostgres({
      dataFolder: folder,
      logFile: path.join(logFolder, `${name}.log`),
      durable: false,
    })
  let server: Awaited<ReturnType<typeof launch>> | null = await launch()
  const endNow = () => server && process.kill(server.pid!, 'SIGQUIT')
  process.once('exit', endNow)
  const url = server.urlOf('gatehouse')
  await migrateAndSeed(url)
  async function stop() {
    const ending = server
    server = null
    await ending?.stop()
  }
  return {
    url,
    stop,
    start: async () => {
      server = await launch()
    },
    takeAllConnections: () => takeAllConnections(url),
    async remove() {
      process.off('exit', endNow)
      await stop()
      rmSync(realpathSync(folder), { recursive: true, force: true })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const endOthers = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE pid <> ALL($1::int[]) AND backend_type = 'client backend'`

const readMost = `SELECT current_setting('max_connections')::int AS most, pg_backend_pid() AS pid`

// What the site has is ended, and taken before it connects again, until it has nothing. One that is just being made is in
// no list yet, so that only the count tells that there is none.
async function takeAllConnections(url: string): Promise<() => Promise<void>> {
  const taken: pg.Client[] = []
  const pids: number[] = []
  for (let most = Infinity; taken.length < most;) {
    const client = await connectIfRoom(url)
    if (client) {
      const { rows } = await client.query<{ most: number; pid: number }>(readMost)
      taken.push(client)
      pids.push(rows[0]!.pid)
      most = rows[0]!.most
    } else await taken[0]!.query(endOthers, [pids])
  }
  return async () => void (await Promise.all(taken.map((client) => client.end())))
}

async function connectIfRoom(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return client
  } catch (error) {
    if ((error as { code?: string }).code === '53300') return null
    throw error
  }
}
