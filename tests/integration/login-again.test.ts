import { afterEach, describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, signIn, visit } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { expectRefusal, newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [url] = stack.replicaUrls
const sameOrigin = { 'sec-fetch-site': 'same-origin' }

afterEach(() => google.reset())

interface Account {
  user_id: string
  name: string
  picture: string | null
  granted_scopes: string[]
  sealed_access_token: string
  sealed_refresh_token: string
}

async function accountOf(subject: string): Promise<Account> {
  const accounts = await queryDatabase<Account>(
    stack,
    `SELECT a.user_id, u.name, u.picture, a.granted_scopes, a.sealed_access_token, a.sealed_refresh_token
     FROM accounts a JOIN users u ON u.id = a.user_id WHERE a.subject = $1`,
    [subject],
  )
  expect(accounts).toHaveLength(1)
  return accounts[0]!
}

describe('a second sign-in', () => {
  it('keeps the user and all that was granted, and updates the profile', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person, name: 'Before' } } })
    await signIn(stack, { persona: 'charlie' })
    const first = await accountOf(person.sub)

    const picture = 'https://lh3.googleusercontent.com/a/after'
    await google.set({
      personas: { charlie: { ...person, name: 'After', picture } },
      tokenResponse: { merge: { scope: 'openid email' } },
    })
    await signIn(stack, { persona: 'charlie' })
    const second = await accountOf(person.sub)
    expect(second).toMatchObject({
      user_id: first.user_id,
      name: 'After',
      picture,
      // The answer granted less than what is held: its tokens must not take the place of the wider ones.
      granted_scopes: first.granted_scopes,
      sealed_refresh_token: first.sealed_refresh_token,
      sealed_access_token: first.sealed_access_token,
    })
  })

  it('in the same browser ends the session it replaces (OWASP ASVS 5.0 §7.2.4)', async () => {
    const { jar } = await signIn(stack)
    const old = jar.copy()
    await signIn(stack, { jar })
    expect(jar.get('gatehouse-session')).not.toBe(old.get('gatehouse-session'))

    expect((await visit(`${url}/auth/me`, jar, sameOrigin)).status).toBe(200)
    await expect(await visit(`${url}/auth/me`, old, sameOrigin)).toBeProblem('invalid_token')
  })

  it('in another browser leaves the first one signed in', async () => {
    const first = await signIn(stack)
    await signIn(stack)
    const response = await visit(`${url}/auth/me`, first.jar, sameOrigin)
    expect(response.status).toBe(200)
  })

  it('believes no planted session, and gives one of its own', async () => {
    const planted = 'A'.repeat(86)
    const jar = new CookieJar([
      ['gatehouse-session', planted],
      ['gatehouse-access', 'e30.e30.AAAA'],
      ['authjs.session-token', planted],
    ])
    await signIn(stack, { jar })
    expect(jar.get('gatehouse-session')).not.toBe(planted)
    expect((await visit(`${url}/auth/me`, jar, sameOrigin)).status).toBe(200)
  })

  it('of a disabled user is refused by name, and works again once they are enabled', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person } } })
    await signIn(stack, { persona: 'charlie' })
    const disable = (at: string) =>
      queryDatabase(stack, `UPDATE users SET disabled_at = ${at} WHERE email = $1`, [person.email])
    await disable('now()')
    const { location } = await expectRefusal(stack, 'account_disabled', () =>
      attemptSignIn(stack, { persona: 'charlie' }),
    )
    expect(location, 'no address in the URL').not.toContain(person.email.split('@')[0])
    const page = await visit(url + location, new CookieJar())
    expect(await page.text()).toContain(person.email)
    await disable('NULL')
    await signIn(stack, { persona: 'charlie' })
  })
})
