// A wrong environment ends the start at once, with every fault named and no secret quoted.
// Covers C16.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { findFreePort } from '../../local/ports.mjs'

const stack = inject('stack')

const good = {
  AUTH_URL: 'https://shop.example.com',
  AUTH_SECRET: randomBytes(33).toString('base64'),
  AUTH_GOOGLE_ID: 'id.apps.googleusercontent.com',
  AUTH_GOOGLE_SECRET: 'of-google',
  DATABASE_URL: stack.databaseUrl,
}

async function start(env: Record<string, string | undefined>) {
  const port = String(await findFreePort())
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      PATH,
      HOME,
      __NEXT_PROCESSED_ENV: 'true',
      PORT: port,
      ...env,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()))
  const deadline = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearTimeout(deadline)
  return { code, output }
}

function linesOf(output: string): Map<string, string> {
  const lines = [...output.matchAll(/^ {2}([A-Z_0-9]+) +(missing|refused) +(.+)$/gm)]
  return new Map(lines.map(([, name, kind, message]) => [name!, `${kind} ${message}`]))
}

test('names everything that is missing, with the way to fix it', async () => {
  const { code, output } = await start({})
  expect(code).toBe(1)
  const faults = linesOf(output)
  expect([...faults.keys()].sort()).toEqual(Object.keys(good).sort())
  for (const fault of faults.values()) expect(fault).toMatch(/^missing .{20,}/)
  expect(faults.get('AUTH_SECRET')).toContain('openssl rand')
})

test.each(Object.keys(good))('does not start without %s alone', async (name) => {
  for (const value of [undefined, '']) {
    const { code, output } = await start({ ...good, [name]: value })
    expect(code).toBe(1)
    expect([...linesOf(output).keys()]).toEqual([name])
  }
})

test('names everything that is malformed at once, and quotes no value', async () => {
  const malformed = {
    AUTH_URL: 'http://shop.example.com',
    AUTH_SECRET: 'Quoted-never!',
    AUTH_SECRET_1: 'Quoted-never!',
    AUTH_SECRET_2: 'Quoted-never!',
    AUTH_SECRET_3: 'Quoted-never!',
    AUTH_GOOGLE_ID: 'Quoted-never'.repeat(50),
    AUTH_GOOGLE_SECRET: 'Quoted-never'.repeat(50),
    AUTH_GOOGLE_ISSUER: 'http://Quoted-never.example',
    AUTH_GOOGLE_HD: 'Quoted-never',
    DATABASE_URL: 'mysql://Quoted-never@host/db',
    GOOGLE_API_ORIGIN: 'https://Quoted-never.example/path',
    ALLOWED_ORIGINS: 'https://good.example,Quoted-never',
    TRUSTED_PROXY_HOPS: 'Quoted-never',
    ACCESS_TOKEN_SECONDS: '0',
    SESSION_IDLE_SECONDS: '1.5',
    SESSION_ABSOLUTE_SECONDS: '-1',
    REFRESH_GRACE_SECONDS: '61',
    ADMIN_EMAILS: 'Quoted-never',
    LOG_LEVEL: 'Quoted-never',
  }
  const { code, output } = await start(malformed)
  expect(code).toBe(1)
  const faults = linesOf(output)
  expect([...faults.keys()].sort()).toEqual(Object.keys(malformed).sort())
  for (const fault of faults.values()) expect(fault).toMatch(/^refused /)
  expect(output).not.toContain('Quoted-never')
})

test.each([
  ['short', randomBytes(24).toString('base64')],
  ['of one byte repeated', Buffer.alloc(48, 7).toString('base64')],
  [
    'a sentence in base64',
    Buffer.from('correct horse battery staple, and some more words').toString('base64'),
  ],
  ['an example', `changeme${randomBytes(33).toString('base64')}`],
  ['a password again and again', 'hunter2'.repeat(8)],
  ['of a length no base64 has', 'hunter2'.repeat(7)],
])('does not start with a secret that is %s', async (_, AUTH_SECRET) => {
  const { code, output } = await start({ ...good, AUTH_SECRET })
  expect(code).toBe(1)
  expect(linesOf(output).get('AUTH_SECRET')).toMatch(/^refused .*openssl rand/)
  expect(output).not.toContain(AUTH_SECRET)
})

test('does not start with an idle limit beyond the absolute one', async () => {
  const limits = { SESSION_IDLE_SECONDS: '100', SESSION_ABSOLUTE_SECONDS: '99' }
  const { code, output } = await start({ ...good, ...limits })
  expect(code).toBe(1)
  expect([...linesOf(output).keys()]).toEqual(['SESSION_IDLE_SECONDS'])
})
