import { afterEach, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const accessToken = 'ya29.a0-plain-access-token-of-google'
const refreshToken = '1//0-plain-refresh-token-of-google'
const tables = ['users', 'accounts', 'sessions', 'used_logins', 'audit_events']

afterEach(() => google.reset())

async function dump(): Promise<string> {
  const rows = await Promise.all(
    tables.map((table) => queryDatabase(stack, `SELECT t::text AS row FROM ${table} t`)),
  )
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n')
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString('hex'), bytes.toString('base64url'), bytes.toString('base64')]
}

describe('what the database holds after a sign-in', () => {
  it("has Google's tokens sealed, and our own session token as a hash only", async () => {
    const person = newStranger()
    await google.set({
      personas: { charlie: { ...person } },
      tokenResponse: { merge: { access_token: accessToken, refresh_token: refreshToken } },
    })
    const { jar } = await signIn(stack, { persona: 'charlie' })
    const [account] = await queryDatabase(
      stack,
      'SELECT sealed_access_token, sealed_refresh_token FROM accounts WHERE subject = $1',
      [person.sub],
    )
    for (const sealed of Object.values(account as Record<string, string>)) {
      expect(sealed.split('.')).toHaveLength(5)
      const header = JSON.parse(
        Buffer.from(sealed.split('.')[0]!, 'base64url').toString(),
      ) as object
      expect(header).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: expect.any(String) })
    }

    const everything = await dump()
    expect(everything, 'the dump has this sign-in').toContain(person.email)
    expect(everything).not.toMatch(/ya29\.|1\/\/0/)
    const secrets = [
      accessToken,
      refreshToken,
      ...['session', 'access'].map((name) => jar.get(`gatehouse-${name}`)!),
    ]
    for (const secret of secrets.flatMap(spellings)) expect(everything).not.toContain(secret)
  })

  it('seals the same token to something else each time', async () => {
    const sealed = new Set<string>()
    for (let turn = 0; turn < 5; turn += 1) {
      const person = newStranger()
      await google.set({
        personas: { charlie: { ...person } },
        tokenResponse: { merge: { access_token: accessToken } },
      })
      await signIn(stack, { persona: 'charlie' })
      const [account] = await queryDatabase<{ sealed_access_token: string }>(
        stack,
        'SELECT sealed_access_token FROM accounts WHERE subject = $1',
        [person.sub],
      )
      const [, , iv, ciphertext] = account!.sealed_access_token.split('.')
      sealed.add(iv!).add(ciphertext!)
    }
    expect(sealed.size).toBe(10)
  })
})
