// A Postgres for one run of the tests, on a data folder that is thrown away.
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { dataFolder } from '../../../local/cli/project.mjs'
import { migrateAndSeed } from '../../../local/cli/services.mjs'
import { startPostgres } from '../../../local/postgres/embedded-postgres.mjs'
import { stopLeftover } from '../../../local/postgres/leftover.mjs'

const folderPrefix = 'test-postgres-'
const databaseName = 'gatehouse'
const templateName = 'gatehouse_template'

export async function startTestDatabase(statementLogFile: string) {
  await removeLeftovers()
  const folder = path.join(dataFolder, `${folderPrefix}${process.pid}`)
  const postgres = await startPostgres({
    dataFolder: folder,
    logFile: statementLogFile,
    durable: false,
    logStatements: true,
  })
  // Whatever ends this process, the server does not outlive it.
  const endNow = () => process.kill(postgres.pid!, 'SIGQUIT')
  process.once('exit', endNow)
  await migrateAndSeed(postgres.urlOf(templateName))
  await copyDatabase(postgres.urlOf('postgres'), databaseName)
  const stop = async () => {
    process.off('exit', endNow)
    await postgres.stop()
    removeFolder(folder)
  }
  return { databaseUrl: postgres.urlOf(databaseName), templateDatabase: templateName, stop }
}

/** Makes a migrated and seeded database; `serverUrl` may name any database of the server. */
export async function copyDatabase(serverUrl: string, name: string): Promise<string> {
  const url = new URL(serverUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${templateName}`)
  } finally {
    await client.end()
  }
  url.pathname = `/${name}`
  return url.toString()
}

// A run that was killed leaves its folder, and perhaps its server.
async function removeLeftovers() {
  if (!existsSync(dataFolder)) return
  for (const name of readdirSync(dataFolder)) {
    const pid = new RegExp(`^${folderPrefix}(\\d+)$`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = path.join(dataFolder, name)
    const place = realPlaceOf(folder)
    if (place) await stopLeftover(place)
    removeFolder(folder)
  }
}

// Where the project's folder cannot be entered by the database's user, it is a link to the real place.
function removeFolder(folder: string) {
  const place = realPlaceOf(folder)
  if (place) rmSync(place, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** Null where there is none any more: suites that begin side by side remove the same leftovers. */
function realPlaceOf(folder: string): string | null {
  try {
    return realpathSync(folder)
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
