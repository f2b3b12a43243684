// The settings: what the site itself would refuse (by its own rule, lib/config/env.ts), and what it would silently
// ignore: a name of another library or a slip of the pen.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readFileVariables, settingNames } from '../file-variables.mjs'
import { fault, good, notice } from './report.mjs'

// In the order in which Next reads them for production: what is set first stays.
const environmentFiles = ['.env.production.local', '.env.local', '.env.production', '.env'].map(
  (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url)),
)

// What the same setting is called elsewhere.
const foreignNames = {
  NEXTAUTH_URL: 'AUTH_URL',
  BETTER_AUTH_URL: 'AUTH_URL',
  NEXTAUTH_SECRET: 'AUTH_SECRET',
  BETTER_AUTH_SECRET: 'AUTH_SECRET',
  GOOGLE_CLIENT_ID: 'AUTH_GOOGLE_ID',
  GOOGLE_ID: 'AUTH_GOOGLE_ID',
  AUTH_GOOGLE_CLIENT_ID: 'AUTH_GOOGLE_ID',
  GOOGLE_CLIENT_SECRET: 'AUTH_GOOGLE_SECRET',
  GOOGLE_SECRET: 'AUTH_GOOGLE_SECRET',
  AUTH_GOOGLE_CLIENT_SECRET: 'AUTH_GOOGLE_SECRET',
  POSTGRES_URL: 'DATABASE_URL',
  POSTGRES_PRISMA_URL: 'DATABASE_URL',
}
// Auth.js' own that mean nothing here: the origin is AUTH_URL's, whatever the proxy says.
const needlessNames = ['AUTH_TRUST_HOST', 'AUTH_REDIRECT_PROXY_URL']
const ours = /^(AUTH|SESSION|REFRESH|ACCESS_TOKEN|TRUSTED_PROXY|ALLOWED_ORIGIN|ADMIN_EMAIL)/

/** The environment as `npm start` would see it: .env under what is set, and the files of the X_FILE settings. */
export function readEnvironment() {
  for (const file of environmentFiles) if (existsSync(file)) process.loadEnvFile(file)
  const { values, faults } = readFileVariables(process.env)
  return { variables: { ...process.env, ...values }, fileFaults: faults }
}

export async function findEnvironmentFindings({ variables, fileFaults }) {
  const { EnvError, parseEnv } = await import('../../lib/config/env.ts')
  const findings = fileFaults.map((sentence) => fault('settings', sentence))
  try {
    const advice = findAdvice(parseEnv(variables))
    findings.push(good('settings', 'All are there and well formed.'), ...advice)
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    findings.push(
      ...error.faults.map(({ name, message, value }) =>
        fault(name, value === 'missing' ? 'Is missing.' : 'Is refused.', message),
      ),
      ...findNewcomer(error.faults),
    )
  }
  return [...findings, ...findStrayNames(variables)]
}

function findNewcomer(faults) {
  if (!faults.some(({ name, value }) => name === 'DATABASE_URL' && value === 'missing')) return []
  return [notice('settings', 'A first look needs none of them.', 'Run "npm run demo".')]
}

function findAdvice(env) {
  const former = ['AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3'].filter((name) => env[name])
  return [
    env.AUTH_URL.startsWith('http:') &&
      notice(
        'AUTH_URL',
        `Is ${env.AUTH_URL}: good on this machine alone.`,
        'A deployment needs https: cookies are marked Secure, and Google takes http for localhost alone.',
      ),
    env.AUTH_URL.startsWith('https:') &&
      env.TRUSTED_PROXY_HOPS === 0 &&
      notice(
        'TRUSTED_PROXY_HOPS',
        'Is 0: the address of whoever connects counts as the client.',
        'Behind a load balancer all visitors then share one address and one limit: set the number of proxies in front.',
      ),
    former.length > 0 &&
      notice(
        former.join(', '),
        'Former secrets are still accepted.',
        'Remove them once every session has been renewed: after SESSION_IDLE_SECONDS.',
      ),
  ].filter(Boolean)
}

function findStrayNames(variables) {
  return Object.keys(variables).flatMap((name) => {
    const meant = foreignNames[name]
    if (meant && !variables[meant] && !variables[`${meant}_FILE`])
      return [notice(name, 'Is not read here.', `What it holds is called ${meant}.`)]
    if (needlessNames.includes(name))
      return [notice(name, 'Is not read here.', 'AUTH_URL alone says what the origin is.')]
    const bareName = name.replace(/_FILE$/, '')
    if (!ours.test(name) || settingNames.includes(bareName) || meant) return []
    return [notice(name, 'Is no setting of this site.', `Perhaps ${nearest(bareName)} is meant.`)]
  })
}

function nearest(name) {
  const [best] = settingNames
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  return best.candidate
}

// Levenshtein's distance, one row at a time.
function distanceOf(a, b) {
  let row = [...Array(b.length + 1).keys()]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}
