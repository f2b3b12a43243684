// `npm run doctor` says what is wrong with a deployment and how to put it right, and prints no secret.
import { spawn } from 'node:child_process'
import { expect, inject, test } from 'vitest'

const stack = inject('stack')

const good = {
  AUTH_URL: stack.authUrl,
  AUTH_SECRET: stack.authSecret,
  AUTH_GOOGLE_ID: stack.clientId,
  AUTH_GOOGLE_SECRET: stack.clientSecret,
  AUTH_GOOGLE_ISSUER: stack.googleUrl,
  GOOGLE_API_ORIGIN: stack.googleUrl,
  DATABASE_URL: stack.databaseUrl,
}

async function examine(changed: Record<string, string | undefined> = {}) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['scripts/doctor.mjs'], {
    env: { PATH, HOME, ...good, ...changed } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let report = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (report += text.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const secret of [stack.authSecret, stack.clientSecret, new URL(stack.databaseUrl).password])
    expect(report).not.toContain(secret)
  return { code, report }
}

test('finds nothing to put right where the site works', async () => {
  const { code, report } = await examine()
  expect(report).toMatch(/^0 to put right, 1 to know/m)
  for (const subject of ['settings', 'database', 'migrations', 'clock', 'provider', 'client'])
    expect(report).toMatch(new RegExp(`^✓ ${subject} `, 'm'))
  expect(report).toContain(`redirect URI must be ${stack.authUrl}/auth/callback/google`)
  expect(code).toBe(0)
})

test('points a newcomer with no settings at all to the demo', async () => {
  const nothing = Object.fromEntries(Object.keys(good).map((name) => [name, undefined]))
  const { code, report } = await examine({ ...nothing, AUTH_GOOGLE_ISSUER: stack.googleUrl })
  expect(report).toMatch(/✗ AUTH_SECRET +Is missing\.\n +→ .*openssl rand/)
  expect(report).toContain('Run "npm run demo"')
  expect(code).toBe(1)
})

test.each<[string, Record<string, string>, RegExp]>([
  ['a secret of another client', { AUTH_GOOGLE_SECRET: 'other' }, /✗ client +Is refused by the/],
  [
    'a provider that calls itself otherwise',
    { AUTH_GOOGLE_ISSUER: `${stack.googleUrl}/` },
    /✗ provider +Calls itself/,
  ],
  [
    'a provider that is not there',
    { AUTH_GOOGLE_ISSUER: 'http://127.0.0.1:9' },
    /✗ provider .*cannot be reached/,
  ],
  [
    'a database that is not there',
    { DATABASE_URL: stack.databaseUrl.replace(/[^/]*$/, 'nowhere') },
    /✗ database .*"nowhere" does not exist.*\n.*npm run migrate/,
  ],
  [
    'a database without tables',
    { DATABASE_URL: stack.databaseUrl.replace(/[^/]*$/, 'postgres') },
    /✗ migrations +\d+ are not applied/,
  ],
  ['a Redis that is not there', { REDIS_URL: 'redis://127.0.0.1:9' }, /✗ redis +Does not answer/],
  ['a weak secret', { AUTH_SECRET: 'secret' }, /✗ AUTH_SECRET +Is refused/],
])('names %s', async (_, changed, expected) => {
  const { code, report } = await examine(changed)
  expect(report).toMatch(expected)
  expect(code).toBe(1)
})

test.each([
  ['NEXTAUTH_URL', 'AUTH_URL'],
  ['AUTH_GOOGLE_CLIENT_ID', 'AUTH_GOOGLE_ID'],
])('knows what %s is called here', async (name, meant) => {
  const { report } = await examine({ [name]: 'x', [meant]: undefined })
  expect(report).toMatch(new RegExp(`! ${name} +Is not read here\\.\\n +→ .*${meant}\\.`))
})

test('suggests the setting that a misspelt one may mean', async () => {
  const { code, report } = await examine({ SESSION_IDLE_SECOND: '5' })
  expect(report).toMatch(/! SESSION_IDLE_SECOND .*\n.*SESSION_IDLE_SECONDS is meant/)
  expect(code).toBe(0)
})
