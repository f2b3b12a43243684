// What the site needs beside it, on this machine: Postgres with its tables and products, and a Google.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../fault.mjs'
import { startPostgres } from '../postgres/embedded-postgres.mjs'
import { keep, runNode, scriptOf, startNode, tailOf } from './processes.mjs'

const readyMilliseconds = 60_000

/** Starts the embedded Postgres and puts it among what is stopped at the end. */
export async function startDatabase(options) {
  const postgres = await startPostgres(options)
  let stopping = false
  const stop = () => {
    stopping = true
    return postgres.stop()
  }
  keep({ name: 'Postgres', stop, kill: stop })
  const ended = postgres.exited.then(() =>
    stopping ? new Promise(() => {}) : `Postgres ended by itself:\n\n${tailOf(options.logFile)}`,
  )
  return { ...postgres, stop, ended }
}

export async function migrateAndSeed(databaseUrl) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATABASE_URL_FILE: '' }
  await runNode([scriptOf('scripts/migrate.mjs')], 'The migration', { env })
  await runNode([scriptOf('prisma/seed.ts')], 'The seed', { env })
}

/** Starts the local Google and waits until it answers. */
export async function startLocalGoogle({
  port,
  clientId,
  clientSecret,
  redirectUris,
  data,
  logFile,
}) {
  const google = startNode('The local Google', [scriptOf('local/google/main.ts')], {
    logFile,
    env: {
      ...process.env,
      LOCAL_GOOGLE_PORT: String(port),
      LOCAL_GOOGLE_CLIENT_ID: clientId,
      LOCAL_GOOGLE_CLIENT_SECRET: clientSecret,
      LOCAL_GOOGLE_REDIRECT_URIS: redirectUris.join(','),
      ...(data ? { LOCAL_GOOGLE_DATA: data } : {}),
    },
  })
  await untilTrue(
    () => readFileSync(logFile, 'utf8').includes('local google ready'),
    google,
    'The local Google',
  )
  return { ...google, url: `http://127.0.0.1:${port}` }
}

/** Waits for the site's own word that it can serve. */
export function untilSiteReady(port, site) {
  return untilAnswering(`http://127.0.0.1:${port}/health/ready`, site, 'The site')
}

/** Waits until `server`, called `name` where it fails, answers at `url`. */
export function untilAnswering(url, server, name) {
  return untilTrue(() => answersOk(url), server, name)
}

async function answersOk(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    return response.ok
  } catch {
    // Not listening yet.
    return false
  }
}

async function untilTrue(condition, { ended }, name) {
  const deadline = Date.now() + readyMilliseconds
  let end
  ended.then((sentence) => (end = sentence))
  while (!(await condition())) {
    if (end) throw new Fault(end)
    if (Date.now() > deadline) throw new Fault(`${name} did not get ready within a minute.`)
    await sleep(30)
  }
}

/** The people of the local Google: `{ id, name, email, note }[]`. */
export async function readPersonas() {
  const module = JSON.stringify(scriptOf('local/google/personas.ts'))
  const program = `import(${module}).then((m) => console.log(JSON.stringify(m.personas)))`
  return JSON.parse(await runNode(['--eval', program], 'Reading the personas'))
}
