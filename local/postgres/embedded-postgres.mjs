// Starts and stops the embedded Postgres: a real server from npm packages, on 127.0.0.1 only, for development and
// tests. Nothing in production imports this.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../fault.mjs'
import { findFreePort, isPortFree, parsePort } from '../ports.mjs'
import { programIn } from './binaries.mjs'
import { choosePlace, makeOwnFolder } from './place.mjs'
import { stopLeftover } from './leftover.mjs'

const startMilliseconds = 60_000
const passwordFile = 'gatehouse-password'
const portFile = 'gatehouse-port'

/**
 * Starts a server on `dataFolder`, made if missing. `logFile` receives what it prints, every statement included with
 * `logStatements`. `durable: false` gives up safety against a crash of the machine for speed: for throw-away data.
 * Returns `{ port, pid, dataFolder, urlOf(database), stop(), exited }`; `exited` resolves when the server ends for whatever reason.
 */
export async function startPostgres({
  dataFolder,
  logFile,
  durable = true,
  logStatements = false,
}) {
  const place = choosePlace(path.resolve(dataFolder))
  await stopLeftover(place.dataFolder)
  if (!existsSync(path.join(place.dataFolder, 'PG_VERSION'))) initialise(place, dataFolder)
  const port = await choosePort(place.dataFolder)
  const server = launch(place, { port, logFile, durable, logStatements })
  await untilReady(server, place, { logFile, dataFolder })
  writeFileSync(path.join(place.dataFolder, portFile), String(port))
  const password = readFileSync(path.join(place.dataFolder, passwordFile), 'utf8')
  return {
    port,
    pid: server.child.pid,
    dataFolder: place.dataFolder,
    urlOf: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    exited: server.exited,
    // SIGINT is Postgres' fast shutdown: open connections are ended, the data is written out.
    stop: () => stopServer(server),
  }
}

// Made beside its place and moved there when it is whole, so that an interrupted start leaves nothing half-done.
function initialise({ nativeFolder, dataFolder, identity }, shownFolder) {
  const unfinished = `${dataFolder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  makeOwnFolder(unfinished, identity)
  const folder = path.join(unfinished, 'data')
  const password = randomBytes(18).toString('base64url')
  const initialPassword = path.join(unfinished, passwordFile)
  writeOwnFile(initialPassword, password, identity)
  const { status, stderr, error } = spawnSync(
    programIn(nativeFolder, 'initdb'),
    [
      ...['--pgdata', folder, '--username', 'postgres', '--auth', 'scram-sha-256'],
      ...['--pwfile', initialPassword, '--encoding', 'UTF8', '--no-instructions'],
      // Postgres' own C.UTF-8: the same on every machine, whatever locales that has.
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    ],
    { ...identity, cwd: unfinished, env: environmentFor(nativeFolder), encoding: 'utf8' },
  )
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw toFault(error?.message ?? stderr, shownFolder)
  }
  renameSync(initialPassword, path.join(folder, passwordFile))
  rmSync(dataFolder, { recursive: true, force: true })
  renameSync(folder, dataFolder)
  rmSync(unfinished, { recursive: true, force: true })
}

function writeOwnFile(file, content, { uid, gid }) {
  writeFileSync(file, content, { mode: 0o600 })
  if (uid !== undefined) chownSync(file, uid, gid)
}

async function choosePort(dataFolder) {
  const wanted = process.env.GATEHOUSE_POSTGRES_PORT
  if (wanted) {
    const port = parsePort(wanted, 'GATEHOUSE_POSTGRES_PORT')
    if (await isPortFree(port)) return port
    throw new Fault(
      `GATEHOUSE_POSTGRES_PORT is ${port}, but something else listens there: choose another port or leave it unset.`,
    )
  }
  const file = path.join(dataFolder, portFile)
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return remembered && (await isPortFree(remembered)) ? remembered : findFreePort()
}

function launch({ nativeFolder, dataFolder, identity }, { port, logFile, durable, logStatements }) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %d ',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(logStatements ? { log_statement: 'all' } : {}),
  }
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(
    programIn(nativeFolder, 'postgres'),
    ['-D', dataFolder, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    {
      ...identity,
      cwd: dataFolder,
      env: environmentFor(nativeFolder),
      stdio: ['ignore', log, log],
      // Its own process group: Ctrl-C reaches the launcher alone, which stops everything in order.
      detached: process.platform !== 'win32',
    },
  )
  closeSync(log)
  const server = { child, ended: false }
  server.exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  }).then((end) => {
    server.ended = true
    return end
  })
  return server
}

function environmentFor(nativeFolder) {
  const { PATH, SystemRoot, TEMP } = process.env
  const library = path.join(nativeFolder, 'lib')
  return {
    PATH,
    SystemRoot,
    TEMP,
    LC_ALL: 'C',
    LD_LIBRARY_PATH: library,
    DYLD_LIBRARY_PATH: library,
  }
}

// The eighth line of postmaster.pid says how far the server is.
async function untilReady(server, { dataFolder }, { logFile, dataFolder: shownFolder }) {
  const stateFile = path.join(dataFolder, 'postmaster.pid')
  const deadline = Date.now() + startMilliseconds
  while (!server.ended) {
    const [pid, , , , , , , state] = readIfThere(stateFile).split('\n')
    if (Number(pid) === server.child.pid && state?.trim() === 'ready') return
    if (Date.now() > deadline) {
      await stopServer(server)
      throw new Fault(`Postgres did not get ready within a minute; see ${logFile}.`)
    }
    await sleep(20)
  }
  const { error } = await server.exited
  throw toFault(error?.message ?? readIfThere(logFile), shownFolder)
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function stopServer(server) {
  if (!server.ended) server.child.kill('SIGINT')
  return server.exited
}

function toFault(output, shownFolder) {
  if (/No space left on device|ENOSPC/.test(output)) {
    return new Fault(
      'The disk is full: the database needs about 100 MB free. Make room and try again.',
    )
  }
  const reason =
    /(?:FATAL|PANIC|error):\s+(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1)
  return new Fault(
    `The embedded Postgres does not start: ${reason}. If its data is damaged, delete ${shownFolder} (the local data in it is lost) and try again.`,
  )
}
