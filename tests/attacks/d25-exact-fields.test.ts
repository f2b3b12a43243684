// OWASP ASVS 5.0 §14.2.6 and §15.3.1: an answer has the fields of the contract and no others: no hash, no provider id, no
// internal flag, and no row as it lies in the database.
import { expect, inject, test } from 'vitest'
import { signIn } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const userFields = ['email', 'id', 'name', 'picture', 'role']

function fieldsOf(value: unknown): string[] {
  return Object.keys(value as object).sort()
}

test('a user is five fields, wherever one is shown', async () => {
  const { jar } = await signIn(stack, { persona: 'grace' })
  for (const site of everySite(stack)) {
    const headers = { cookie: jar.header(), 'x-csrf': '1' }
    const me = (await (await send(`${site}/auth/me`, { headers })).json()) as Record<
      string,
      unknown
    >
    expect(fieldsOf(me)).toEqual(['session', 'user'])
    expect(fieldsOf(me.user)).toEqual(userFields)
    expect(fieldsOf(me.session)).toEqual(['expires_at', 'id'])
    const renewal = await send(`${site}/auth/refresh`, { method: 'POST', headers })
    const token = (await renewal.json()) as Record<string, unknown>
    expect(fieldsOf(token)).toEqual(['access_token', 'expires_in', 'token_type', 'user'])
    expect(fieldsOf(token.user)).toEqual(userFields)
  }
})
