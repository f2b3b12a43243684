import { execFile } from 'node:child_process'
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import {
  type AccountRow,
  type PlantedAccount,
  plantGoogleAccount,
  readAccount,
} from '../support/planted-google.ts'
import { queryDatabase } from '../support/query-database.ts'
import { copyDatabase } from '../support/stack/test-database.ts'

const stack = inject('stack')
const issuer = 'https://accounts.google.com'
const next = randomBytes(33).toString('base64')
const accounts = 450

// A database of its own: the command looks at every account there is, and at who is running on it.
let own: typeof stack
let planted: PlantedAccount[]

beforeAll(async () => {
  const databaseUrl = await copyDatabase(stack.databaseUrl, `rotate_${Date.now()}`)
  own = { ...stack, databaseUrl }
  planted = []
  for (let at = 0; at < accounts; at++)
    planted.push(
      await plantGoogleAccount(own, {
        issuer,
        accessToken: `ya29.token-${at}`,
        refreshToken: `1//token-${at}`,
      }),
    )
}, 120_000)

interface Run {
  code: number
  stdout: string
  stderr: string
}

async function rotate(env: Record<string, string>): Promise<Run> {
  const { PATH, HOME } = process.env
  const required = {
    AUTH_URL: stack.authUrl,
    AUTH_GOOGLE_ID: stack.clientId,
    AUTH_GOOGLE_SECRET: stack.clientSecret,
    DATABASE_URL: own.databaseUrl,
  }
  const options = { env: { NODE_ENV: 'production' as const, PATH, HOME, ...required, ...env } }
  try {
    const run = await promisify(execFile)(process.execPath, ['scripts/vault-rotate.mjs'], options)
    return { code: 0, ...run }
  } catch (error) {
    const { code, stdout, stderr } = error as Run
    return { code, stdout, stderr }
  }
}

function keyIdOf(sealed: string | null): string {
  const header = Buffer.from(sealed!.split('.')[0]!, 'base64url').toString()
  return (JSON.parse(header) as { kid: string }).kid
}

async function keyIds(): Promise<Set<string>> {
  const rows = await queryDatabase<AccountRow>(own, 'SELECT * FROM accounts')
  return new Set(
    rows.flatMap((row) => [keyIdOf(row.sealed_access_token), keyIdOf(row.sealed_refresh_token)]),
  )
}

/** As a replica names a secret that it accepts (lib/config/secrets.ts). */
function fingerprintOf(secret: string): string {
  const key = hkdfSync('sha256', secret, '', 'gatehouse secret fingerprint v1', 32)
  return Buffer.from(key).subarray(0, 9).toString('base64url')
}

const afterRoll = { AUTH_SECRET: next, AUTH_SECRET_1: stack.authSecret }

describe('npm run vault:rotate', () => {
  it('does nothing while a running replica does not accept the new secret', async () => {
    const before = await keyIds()
    const replica = '00000000-0000-4000-8000-000000000001'
    const insert = 'INSERT INTO replicas (id, accepts, seen_at) VALUES ($1, $2, now())'
    await queryDatabase(own, insert, [replica, [fingerprintOf(stack.authSecret)]])
    const { code, stderr } = await rotate(afterRoll)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Not every running replica accepts this AUTH_SECRET yet/)
    expect(await keyIds()).toEqual(before)
    await queryDatabase(own, 'DELETE FROM replicas WHERE id = $1', [replica])
  })

  it('seals everything anew, twice at once and beside a sign-in, and skips it the next time', async () => {
    const [changed] = planted
    const before = await readAccount(own, changed!.accountId)
    const [first, second] = await Promise.all([rotate(afterRoll), rotate(afterRoll)])
    expect([first.code, second.code], first.stderr + second.stderr).toEqual([0, 0])
    const sum = [first, second].map(({ stdout }) => Number(/(\d+) sealed anew/.exec(stdout)?.[1]))
    expect(sum[0]! + sum[1]!).toBe(accounts * 2)
    expect(first.stdout + second.stdout).not.toMatch(/ya29|1\/\/|eyJ/)
    expect((await keyIds()).size).toBe(1)
    expect(await readAccount(own, changed!.accountId)).toMatchObject({
      granted_scopes: before.granted_scopes,
      needs_reconsent: false,
    })
    const { stdout } = await rotate({ AUTH_SECRET: next })
    expect(stdout).toContain(
      `0 sealed anew, ${accounts * 2} already under AUTH_SECRET, 0 could not`,
    )
  }, 60_000)

  it('lets a refresh token be found by its first characters under the new secret', async () => {
    const key = hkdfSync('sha256', next, '', 'gatehouse google-refresh-token prefix mac v1', 32)
    const prefixMac = createHmac('sha256', Buffer.from(key)).update('1//token-0').digest()
    const rows = await queryDatabase<{ id: string }>(
      own,
      'SELECT id FROM accounts WHERE refresh_token_prefix_mac = $1',
      [prefixMac],
    )
    expect(rows).toEqual([{ id: planted[0]!.accountId }])
  })

  it('leaves what it cannot open as it is, and says so', async () => {
    const before = await queryDatabase(own, 'SELECT * FROM accounts ORDER BY id')
    const { code, stdout, stderr } = await rotate({
      AUTH_SECRET: randomBytes(33).toString('base64'),
    })
    expect(code).toBe(1)
    expect(stdout).toContain(`${accounts * 2} could not be opened`)
    expect(stderr).toContain('left as it is')
    expect(await queryDatabase(own, 'SELECT * FROM accounts ORDER BY id')).toEqual(before)
  })

  it('names what is missing in its environment', async () => {
    const { code, stderr } = await rotate({ AUTH_SECRET: 'short' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/AUTH_SECRET/)
  })
})
