// `npm run demo` and `npm run dev`, from a fresh clone to a site that answers, and back to nothing running.
import { Fault } from '../fault.mjs'
import { isPortFree, parsePort } from '../ports.mjs'
import { takeProject } from './only-one.mjs'
import { buildSite, generateClient, installPackages } from './prepare.mjs'
import { secondsSince, step, toBox } from './progress.mjs'
import { isStopping, killAll, startNode, stopAll } from './processes.mjs'
import { inData, inProject, requireSupportedNode } from './project.mjs'
import {
  migrateAndSeed,
  readPersonas,
  startDatabase,
  startLocalGoogle,
  untilSiteReady,
} from './services.mjs'
import { hasRealGoogle, keptPort, keptSecret, localClientId, readSettings } from './settings.mjs'

/** `mode` is 'demo' (the production build) or 'dev' (hot reload). */
export async function launch(mode) {
  stopOnSignals()
  try {
    const ends = await start(mode)
    const sentence = await Promise.race(ends)
    if (!isStopping()) throw new Fault(sentence)
  } catch (error) {
    // What fails because it was told to stop is no failure.
    if (isStopping()) return
    await stopAll()
    process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (isStopping()) {
        killAll()
        return
      }
      process.stdout.write('\nStopping …\n')
      await stopAll()
      process.stdout.write('Stopped.\n')
      process.exit(0)
    })
  }
}

async function start(mode) {
  const begin = performance.now()
  requireSupportedNode()
  takeProject()
  const settings = readSettings()
  const port = parseSitePort(settings.PORT)
  if (!(await isPortFree(port))) {
    throw new Fault(`Port ${port} is taken: use another one, e.g. PORT=3001 npm run ${mode}`)
  }
  await step('installing packages', installPackages)
  await step('generating the database client', generateClient)
  if (mode === 'demo') await step('building the site', buildSite)

  const authUrl = settings.AUTH_URL || `http://localhost:${port}`
  const database = await step('starting the database', () => openDatabase(settings))
  await step('migrating and filling it', () => migrateAndSeed(database.url))
  const google = hasRealGoogle(settings)
    ? null
    : await step('starting the local Google', () => openGoogle(settings, authUrl))
  const site = await step('starting the site', () =>
    openSite(mode, port, {
      ...settings,
      PORT: String(port),
      AUTH_URL: authUrl,
      ...database.env,
      ...google?.env,
      ...(settings.AUTH_SECRET || settings.AUTH_SECRET_FILE
        ? {}
        : { AUTH_SECRET: keptSecret('auth-secret') }),
      INTERNAL_ORIGIN: `http://127.0.0.1:${port}`,
      GATEHOUSE_LAB: google && authUrl.startsWith('http:') ? '1' : '',
      NEXT_TELEMETRY_DISABLED: '1',
    }),
  )
  console.log(`\n${toBox(describe({ mode, authUrl, google, took: secondsSince(begin) }))}\n`)
  return [site.ended, google?.ended, database.ended].filter(Boolean)
}

function parseSitePort(value) {
  try {
    return parsePort(value || '3000', 'PORT')
  } catch (error) {
    throw new Fault(error.message)
  }
}

async function openDatabase(settings) {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, env: {} }
  const { urlOf, ended } = await startDatabase({
    dataFolder: inData('postgres'),
    logFile: inData('logs', 'postgres.log'),
  })
  const url = urlOf('gatehouse')
  return { url, ended, env: { DATABASE_URL: url } }
}

async function openGoogle(settings, authUrl) {
  const port = settings.GATEHOUSE_GOOGLE_PORT
    ? parsePort(settings.GATEHOUSE_GOOGLE_PORT, 'GATEHOUSE_GOOGLE_PORT')
    : await keptPort('google-port')
  const clientSecret = keptSecret('google-client-secret')
  const { url, ended } = await startLocalGoogle({
    port,
    clientId: localClientId,
    clientSecret,
    redirectUris: [`${authUrl}/auth/callback/google`],
    data: inData('google'),
    logFile: inData('logs', 'google.log'),
  })
  const personas = await readPersonas()
  const env = {
    AUTH_GOOGLE_ID: localClientId,
    AUTH_GOOGLE_SECRET: clientSecret,
    AUTH_GOOGLE_ISSUER: url,
    GOOGLE_API_ORIGIN: url,
    ADMIN_EMAILS: settings.ADMIN_EMAILS ?? personas.find(({ id }) => id === 'ada')?.email,
  }
  return { url, ended, personas, env }
}

async function openSite(mode, port, env) {
  const { NODE_ENV: _, ...siteEnv } = env
  const site =
    mode === 'demo'
      ? startNode('The site', [inProject('scripts/start.mjs')], {
          env: siteEnv,
          logFile: inData('logs', 'site.log'),
        })
      : startNode(
          'The site',
          [inProject('node_modules/next/dist/bin/next'), 'dev', '--port', String(port)],
          { env: siteEnv },
        )
  await untilSiteReady(port, site)
  return site
}

// No line is wider than a terminal of 80 columns, box and all: a wrapped frame is no frame.
function describe({ mode, authUrl, google, took }) {
  const lines = [`Gatehouse   ${authUrl}`]
  if (google) {
    const width = Math.max(...google.personas.map(({ name }) => name.length))
    lines.push(`Google      ${google.url}  (a local one, for development)`)
    lines.push(`            ${google.url}/control  makes it withdraw and fail`, '', 'Sign in as')
    for (const { name, note } of google.personas) {
      lines.push(`  ${name.padEnd(width)}  ${note}`)
    }
  } else {
    lines.push('Google      the client in AUTH_GOOGLE_ID')
  }
  if (mode === 'demo') lines.push('', 'Logs are in .data/logs.')
  return [...lines, '', `Ready in ${took}. Ctrl-C stops everything.`]
}
