// oidcc-client-test: the code flow from its start to the rows, with a redirect URI to the letter.
import { expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

test('a stranger’s sign-in makes one user, one account and one session', async () => {
  const stranger = newStranger()
  await google.set({ personas: { charlie: { ...stranger } } })
  const { authorizationUrl, jar } = await startLogin(stack)
  const { searchParams } = authorizationUrl
  expect(searchParams.get('scope')!.split(' ')).toContain('openid')
  expect(searchParams.get('redirect_uri')).toBe(`${stack.authUrl}/auth/callback/google`)
  const callback = await google.approve(authorizationUrl.href, { persona: 'charlie' })
  await finishLogin(stack, callback, { jar })
  await google.reset()
  const [counts] = await queryDatabase(
    stack,
    `SELECT count(DISTINCT u.id)::int AS users, count(DISTINCT a.id)::int AS accounts,
       count(DISTINCT s.id)::int AS sessions
     FROM users u JOIN accounts a ON a.user_id = u.id JOIN sessions s ON s.user_id = u.id
     WHERE u.email = $1`,
    [stranger.email],
  )
  expect(counts).toEqual({ users: 1, accounts: 1, sessions: 1 })
})
