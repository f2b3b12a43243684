// What is measured, against whom, and what to reach. Started by run.mjs, when everything is built.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { emptyMiddlewareFolder } from '../local/cli/no-middleware.mjs'
import { runNode, stopAll } from '../local/cli/processes.mjs'
import { dataFolder, projectFolder } from '../local/cli/project.mjs'
import { migrateAndSeed, startDatabase } from '../local/cli/services.mjs'
import { resolveTypeScript } from '../scripts/typescript-modules.mjs'
import {
  createAuthJsSessions,
  createAuthJsToken,
  createBetterAuthSessions,
  createSessions,
} from './credentials.mjs'
import { compare } from './load.mjs'
import { toRow, writeResults } from './report.mjs'
import { startPeer, startSite } from './servers.mjs'

const connections = 20
const rounds = Number(process.env.BENCH_ROUNDS || 5)
const seconds = Number(process.env.BENCH_SECONDS || 3)
// More than any machine renews in all rounds of one contestant, warm-up included.
const sessionCount = 3_000 * (rounds * seconds + 1)

const secret = randomBytes(32).toString('base64')
const authUrl = 'http://localhost:3000'

try {
  const database = await startDatabase({
    dataFolder: path.join(dataFolder, 'bench/postgres'),
    logFile: path.join(dataFolder, 'bench/postgres.log'),
    durable: true,
  })
  const rows = [...(await benchGuardedRequest(database)), ...(await benchRenewal(database))]
  await writeResults(rows, { rounds, seconds, connections })
} finally {
  await stopAll()
}
process.exit()

function siteEnvironment(databaseUrl) {
  return {
    AUTH_URL: authUrl,
    AUTH_SECRET: secret,
    AUTH_GOOGLE_ID: 'bench',
    AUTH_GOOGLE_SECRET: 'bench',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    RATE_LIMIT_FACTOR: '100000',
  }
}

/** The site's own modules, for its own credentials: they read the environment of this process. */
function adoptEnvironment(environment) {
  Object.assign(process.env, environment)
  resolveTypeScript()
}

async function benchGuardedRequest({ urlOf }) {
  const env = siteEnvironment(urlOf('gatehouse'))
  await migrateAndSeed(env.DATABASE_URL)
  adoptEnvironment(env)
  const { accessToken } = await createSessions(env.DATABASE_URL, 1)
  const guarded = await startSite('gatehouse', projectFolder, env)
  const unguarded = await startSite('gatehouse-empty', emptyMiddlewareFolder, env)
  const bare = await startPeer('bare', 'bare', {})
  const authJs = await startPeer('authjs', 'authjs', peerEnvironment(urlOf('postgres')))
  const betterAuth = await startBetterAuth('better-auth', urlOf('better_auth'), {})
  const cached = await startBetterAuth('better-auth-cache', urlOf('better_auth_cache'), {
    BENCH_COOKIE_CACHE: '1',
  })
  const bearer = () => ({ authorization: `Bearer ${accessToken}` })
  const authJsCookie = `authjs.session-token=${await createAuthJsToken(secret)}`
  const [[betterAuthCookie], [cachedCookie]] = [
    await createBetterAuthSessions(betterAuth.url, 1),
    await createBetterAuthSessions(cached.url, 1),
  ]
  const withCookie = (cookie) => () => ({ cookie })
  const results = await compare(
    [
      { name: 'ours', url: `${guarded.url}/auth/me`, headers: bearer },
      { name: 'empty', url: `${unguarded.url}/auth/me`, headers: bearer },
      { name: 'bare', url: `${bare.url}/api/me` },
      { name: 'authjs', url: `${authJs.url}/api/me`, headers: withCookie(authJsCookie) },
      { name: 'better', url: `${betterAuth.url}/api/me`, headers: withCookie(betterAuthCookie) },
      { name: 'cached', url: `${cached.url}/api/me`, headers: withCookie(cachedCookie) },
    ],
    { rounds, seconds, connections },
  )
  await stopServers([guarded, unguarded, bare, authJs, betterAuth, cached])
  const row = (peer, name, goal) =>
    toRow('Guarded request', name, results.get('ours'), results.get(peer), goal)
  return [
    row('empty', 'the same handler behind an empty middleware', 0.9),
    row('authjs', 'Auth.js, JWT sessions, as documented', 3.5),
    row('better', 'Better Auth, database sessions, as documented', 1.7),
    row('cached', 'Better Auth, cookie cache, as documented', 1.7),
    row('bare', 'a bare handler, no guard, no middleware', null),
  ]
}

async function benchRenewal({ urlOf }) {
  const env = { ...siteEnvironment(urlOf('gatehouse')) }
  const { refreshTokens } = await createSessions(env.DATABASE_URL, sessionCount)
  const authJsUrl = urlOf('authjs')
  await createDatabase(urlOf('postgres'), 'authjs')
  const authJsTokens = await createAuthJsSessions(authJsUrl, 1_000)
  const ours = await startSite('gatehouse-renewal', projectFolder, env)
  const authJs = await startPeer('authjs-renewal', 'authjs', {
    ...peerEnvironment(authJsUrl),
    BENCH_SESSIONS: 'database',
    BENCH_UPDATE_AGE: '0',
  })
  const better = await startBetterAuth('better-auth-renewal', urlOf('better_auth_renewal'), {
    BENCH_UPDATE_AGE: '0',
  })
  const betterCookies = await createBetterAuthSessions(better.url, 50)
  const results = await compare(
    [
      {
        name: 'ours',
        url: `${ours.url}/auth/refresh`,
        method: 'POST',
        headers: takingTurns(refreshTokens, (token) => ({
          cookie: `gatehouse-session=${token}`,
          origin: authUrl,
        })),
      },
      {
        name: 'authjs',
        url: `${authJs.url}/api/auth/session`,
        headers: takingTurns(authJsTokens, (token) => ({
          cookie: `authjs.session-token=${token}`,
        })),
      },
      {
        name: 'better',
        url: `${better.url}/api/auth/get-session`,
        headers: takingTurns(betterCookies, (cookie) => ({ cookie })),
      },
    ],
    { rounds, seconds, connections },
  )
  await stopServers([ours, authJs, better])
  const row = (peer, name, goal) =>
    toRow('Session renewal', name, results.get('ours'), results.get(peer), goal)
  return [
    row('authjs', 'Auth.js, database sessions (extends, does not rotate)', 2),
    row('better', 'Better Auth, database sessions (extends, does not rotate)', 2),
  ]
}

/** Each call takes the next one, so that every renewal of ours rotates a session of its own. */
function takingTurns(values, toHeaders) {
  let index = 0
  return () => toHeaders(values[index++ % values.length])
}

function peerEnvironment(databaseUrl) {
  return {
    AUTH_SECRET: secret,
    AUTH_GOOGLE_ID: 'bench',
    AUTH_GOOGLE_SECRET: 'bench',
    DATABASE_URL: databaseUrl,
  }
}

async function startBetterAuth(name, databaseUrl, changed) {
  const { pathname } = new URL(databaseUrl)
  const server = databaseUrl.replace(pathname, '/postgres')
  await createDatabase(server, pathname.slice(1))
  const env = { BETTER_AUTH_SECRET: secret, DATABASE_URL: databaseUrl, ...changed }
  const folder = path.join(import.meta.dirname, 'peers/better-auth')
  await runNode([path.join(folder, 'migrate.mjs')], 'The migration of Better Auth', {
    cwd: folder,
    env: { ...process.env, ...env },
  })
  return startPeer(name, 'better-auth', env)
}

async function createDatabase(serverUrl, name) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  await client.end()
}

async function stopServers(servers) {
  for (const { stop } of servers) await stop()
}
