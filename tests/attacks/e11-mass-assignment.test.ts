// OWASP ASVS 5.0 §15.3.3: what decides about a user comes from verified claims that we ask for by name, one by one. What
// else anybody adds to a request or to a claim set changes nothing.
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
afterEach(() => google.reset())

const wishes = {
  ...{ id: '00000000-0000-7000-8000-000000000000', userId: '00000000-0000-7000-8000-000000000000' },
  ...{
    role: 'admin',
    isAdmin: 'true',
    roles: 'admin',
    emailVerified: 'true',
    createdAt: '1970-01-01',
  },
  ...{ disabledAt: 'null', session: 'x', sid: '00000000-0000-7000-8000-000000000000' },
}

async function rowOf(email: string) {
  const rows = await queryDatabase<{ id: string; role: string; created_at: Date }>(
    stack,
    'SELECT id, role, created_at FROM users WHERE email = $1',
    [email],
  )
  expect(rows).toHaveLength(1)
  return rows[0]!
}

test.each(Object.entries(wishes))(
  'a claim %s = %s of the provider makes nobody more than a user',
  async (name, value) => {
    const stranger = newStranger()
    await google.set({
      personas: { charlie: { ...stranger } },
      idToken: { claims: { [name]: value } },
    })
    await signIn(stack, { persona: 'charlie' })
    const row = await rowOf(stranger.email)
    expect(row.role).toBe('user')
    expect(row.id).not.toBe(wishes.id)
    expect(row.created_at.getFullYear()).toBeGreaterThan(2000)
  },
)

test('parameters at the login’s start and at its callback make nobody more than a user', async () => {
  const stranger = newStranger()
  await google.set({ personas: { charlie: { ...stranger } } })
  const { authorizationUrl, jar } = await startLogin(stack, { next: '/account' })
  for (const name of Object.keys(wishes))
    expect(authorizationUrl.searchParams.has(name)).toBe(false)
  const callback = await google.approve(authorizationUrl.href, { persona: 'charlie' })
  for (const [name, value] of Object.entries(wishes)) callback.searchParams.set(name, value)
  await finishLogin(stack, callback, { jar })
  const row = await rowOf(stranger.email)
  expect(row.role).toBe('user')
  expect(row.id).not.toBe(wishes.id)
})
