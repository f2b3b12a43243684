// Covers H8.
import { afterEach, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const browsers = 20

afterEach(() => google.reset())

async function arrive(persona: 'charlie' | 'rosalind') {
  const { jar, authorizationUrl } = await startLogin(stack)
  return { jar, callback: await google.approve(authorizationUrl.href, { persona }) }
}

describe('first sign-ins at the same moment', () => {
  it('of one person in twenty browsers end in one user with twenty sessions', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person } } })
    const arrived = await Promise.all(Array.from({ length: browsers }, () => arrive('charlie')))
    const finished = await Promise.all(
      arrived.map(({ jar, callback }, turn) =>
        finishLogin(stack, callback, { jar, url: stack.replicaUrls[turn % 2]! }),
      ),
    )
    for (const { response } of finished) expect(response).toSetCookie('gatehouse-session')
    const [counts] = await queryDatabase(
      stack,
      `SELECT (SELECT count(*)::int FROM users WHERE email = $1) AS users,
              (SELECT count(*)::int FROM accounts WHERE subject = $2) AS accounts,
              (SELECT count(*)::int FROM sessions s JOIN users u ON u.id = s.user_id
               WHERE u.email = $1) AS sessions`,
      [person.email, person.sub],
    )
    expect(counts).toEqual({ users: 1, accounts: 1, sessions: browsers })
  })

  it('of two people with one address make a user of one of them only', async () => {
    const { email } = newStranger()
    const people = { charlie: { ...newStranger(), email }, rosalind: { ...newStranger(), email } }
    await google.set({ personas: people })
    const arrived = await Promise.all([arrive('charlie'), arrive('rosalind')])
    const finished = await Promise.all(
      arrived.map(({ jar, callback }, turn) =>
        finishLogin(stack, callback, { jar, url: stack.replicaUrls[turn]! }),
      ),
    )
    const refused = finished.filter(({ location }) => location.startsWith('/login'))
    expect(refused).toHaveLength(1)
    expect(refused[0]!.response).toBeRefusedLogin('email_in_use')
    const users = await queryDatabase(stack, 'SELECT id FROM users WHERE email = $1', [email])
    expect(users).toHaveLength(1)
  })
})
