// `npm run risc:register`: from a service account's key file to an event that has arrived.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

let folder: string
let keyFile: string
let privateKey: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'risc-register-'))
  keyFile = path.join(folder, 'key.json')
  const account = await google.createServiceAccount()
  privateKey = account.private_key
  writeFileSync(keyFile, JSON.stringify(account))
})
afterEach(async () => {
  await google.reset()
  await google.forgetStream()
})
afterAll(() => rmSync(folder, { recursive: true }))

const good = {
  AUTH_URL: stack.authUrl,
  AUTH_GOOGLE_ISSUER: stack.googleUrl,
  DATABASE_URL: stack.databaseUrl,
}

async function register(args: string[], changed: Record<string, string | undefined> = {}) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['scripts/risc-register.mjs', ...args], {
    env: { PATH, HOME, ...good, ...changed } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  expect(text).not.toContain(privateKey.split('\n')[1])
  expect(text).not.toMatch(/eyJ|\bat .+:\d+:\d+/)
  return { code, text }
}

test('registers the receiver and sees the verification event arrive', async () => {
  const { code, text } = await register([keyFile])
  expect(text).toContain(`Security events go to ${stack.authUrl}/auth/risc. The stream is enabled.`)
  expect(text).toContain('It has arrived and was accepted.')
  expect(code).toBe(0)
  expect((await google.deliveries()).at(-1)).toMatchObject({ status: 202 })
})

test('takes the key file from GOOGLE_APPLICATION_CREDENTIALS, and may be run again', async () => {
  for (const _ of [1, 2])
    expect((await register([], { GOOGLE_APPLICATION_CREDENTIALS: keyFile })).code).toBe(0)
})

test('says where to look where it has no database to look at', async () => {
  const { code, text } = await register([keyFile], { DATABASE_URL: undefined })
  expect(text).toContain('look in the log of the site')
  expect(code).toBe(0)
})

test('stops the stream, shows that, and resumes it', async () => {
  await register([keyFile])
  expect((await register([keyFile, '--stop'])).text).toContain('The stream is disabled.')
  expect((await register([keyFile, '--show'])).text).toContain('The stream is disabled.')
  expect((await register([keyFile])).text).toContain('It was stopped before and stays so')
  expect((await register([keyFile, '--resume'])).text).toContain('The stream is enabled.')
})

test('has nothing to show before it has registered', async () => {
  const { code, text } = await register([keyFile, '--show'])
  expect(text).toContain('answered 404: Project has no RISC configuration.')
  expect(code).toBe(1)
})

test.each<[string, string[], Record<string, string | undefined>, RegExp]>([
  ['no key file is named', [], {}, /Name the key file/],
  ['the key file is not there', ['/nowhere/key.json'], {}, /cannot be read \(ENOENT\)/],
  ['the key file is another file', ['package.json'], {}, /not the JSON key file/],
  ['AUTH_URL is missing', ['KEY'], { AUTH_URL: undefined }, /AUTH_URL is not set/],
  ['AUTH_URL is another site', ['KEY'], { AUTH_URL: 'https://else.example' }, /403.*domains/],
  ['Google is away', ['KEY'], { AUTH_GOOGLE_ISSUER: 'http://127.0.0.1:9' }, /cannot be reached/],
  ['the option is unknown', ['KEY', '--delete'], {}, /--delete is none of/],
])('says in a sentence that %s', async (_, args, changed, sentence) => {
  const named = args.map((arg) => (arg === 'KEY' ? keyFile : arg))
  const { code, text } = await register(named, changed)
  expect(text).toMatch(sentence)
  expect(code).toBe(1)
})

test.each([
  [401, 'this machine’s clock'],
  [403, 'docs/security-events.md'],
  [500, 'answered 500'],
])('says what to do about a %i of Google’s', async (status, sentence) => {
  const body = { error: { message: 'Not so.' } }
  await google.set({ endpoints: { riscStream: { status, body } } })
  const { code, text } = await register([keyFile])
  expect(text).toContain(`answered ${status}: Not so.`)
  expect(text).toContain(sentence)
  expect(code).toBe(1)
})
