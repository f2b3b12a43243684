import { afterEach, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin, visit } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

interface Registered {
  user_id: string
  email: string
  email_verified: boolean
  name: string
  role: string
  issuer: string
  granted_scopes: string[]
}

async function registeredAs(subject: string): Promise<Registered[]> {
  return queryDatabase(
    stack,
    `SELECT a.user_id, u.email, u.email_verified, u.name, u.role::text, a.issuer, a.granted_scopes
     FROM accounts a JOIN users u ON u.id = a.user_id WHERE a.subject = $1`,
    [subject],
  )
}

describe('a first sign-in', () => {
  it('makes one user, one account, one session and one audit event', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person, name: 'Nova Newcomer' } } })
    await signIn(stack, { persona: 'charlie' })

    const registered = await registeredAs(person.sub)
    expect(registered).toEqual([
      {
        user_id: expect.any(String),
        email: person.email,
        email_verified: true,
        name: 'Nova Newcomer',
        role: 'user',
        issuer: stack.googleUrl,
        granted_scopes: expect.arrayContaining(['openid']),
      },
    ])
    const owner = [registered[0]!.user_id]
    const sessions = await queryDatabase(
      stack,
      `SELECT revoked_at, octet_length(token_hash) AS hash_bytes FROM sessions WHERE user_id = $1`,
      owner,
    )
    expect(sessions).toEqual([{ revoked_at: null, hash_bytes: 32 }])
    const events = await queryDatabase(
      stack,
      'SELECT type FROM audit_events WHERE user_id = $1',
      owner,
    )
    expect(events).toEqual([{ type: 'sign_in' }])
  })

  it('gives both cookies and leads to the page that was asked for, on either replica', async () => {
    for (const url of [...stack.replicaUrls, stack.noMiddlewareUrl]) {
      const { jar, location, response } = await signIn(stack, { url, next: '/account' })
      expect(response).toSetCookie('gatehouse-session')
      expect(response).toSetCookie('gatehouse-access')
      expect(response.headers.get('cache-control')).toContain('no-store')
      expect(jar.names().sort()).toEqual(['gatehouse-access', 'gatehouse-session'])
      expect(location).toBe('/account')
      expect((await visit(url + location, jar)).status).toBe(200)
    }
  })

  it('may begin on one replica and end on the other', async () => {
    const [first, second] = stack.replicaUrls
    const { authorizationUrl, jar } = await startLogin(stack, { url: first })
    const callback = await google.approve(authorizationUrl.href)
    const { response } = await finishLogin(stack, callback, { url: second, jar })
    expect(response).toSetCookie('gatehouse-session')
  })

  it('makes an administrator of a verified address in ADMIN_EMAILS, and of nobody else', async () => {
    const roleOf = async (persona: 'ada' | 'grace') => {
      const { jar } = await signIn(stack, { persona })
      const response = await visit(`${stack.replicaUrls[0]}/auth/me`, jar, {
        'sec-fetch-site': 'same-origin',
      })
      return ((await response.json()) as { user: { role: string } }).user.role
    }
    expect(await roleOf('ada')).toBe('admin')
    expect(await roleOf('grace')).toBe('user')
  })
})
