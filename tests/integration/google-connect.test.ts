import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect, startConnect } from '../support/connect.ts'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, visit } from '../support/login.ts'
import { calendarScope, driveScope } from '../support/planted-google.ts'
import { queryDatabase } from '../support/query-database.ts'
import { type Stranger, newStranger } from '../support/refused-login.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [url, secondUrl] = stack.replicaUrls
const events = '/api/google/calendar/v3/calendars/primary/events'

let person: Stranger
let jar: CookieJar

// Somebody new each time: what Google remembers of a consent must not reach from one test into the next.
beforeEach(async () => {
  person = newStranger()
  await google.set({ personas: { charlie: { ...person } } })
  ;({ jar } = await signIn(stack, { persona: 'charlie' }))
  await google.clearRequests()
})
afterEach(() => google.reset())

interface Account {
  id: string
  user_id: string
  granted_scopes: string[]
  needs_reconsent: boolean
  sealed_access_token: string | null
  sealed_refresh_token: string | null
}

async function accountOf(subject = person.sub): Promise<Account> {
  const text = `SELECT id, user_id, granted_scopes, needs_reconsent, sealed_access_token,
    sealed_refresh_token FROM accounts WHERE subject = $1`
  const [account] = await queryDatabase<Account>(stack, text, [subject])
  return account!
}

async function auditOf(type: string): Promise<string[]> {
  const { user_id: userId } = await accountOf()
  const text = 'SELECT reason FROM audit_events WHERE user_id = $1 AND type = $2'
  const rows = await queryDatabase<{ reason: string }>(stack, text, [userId, type])
  return rows.map(({ reason }) => reason)
}

function read(target = events, site = url) {
  const headers = { cookie: jar.header(), 'sec-fetch-site': 'same-origin' }
  return send(site, { rawTarget: target, headers })
}

function disconnect(headers: Record<string, string> = {}, body?: string) {
  return send(`${url}/auth/google/disconnect`, {
    method: 'POST',
    headers: { cookie: jar.header(), 'sec-fetch-site': 'same-origin', ...headers },
    ...(body !== undefined && { body }),
  })
}

const charlie = { persona: 'charlie' } as const

describe('asking for a permission', () => {
  it('asks Google for that one beside identity, of the linked account, keeping those before', async () => {
    const { origin, searchParams } = await startConnect(stack, jar)
    expect(origin).toBe(stack.googleUrl)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      scope: `openid email profile ${calendarScope}`,
      include_granted_scopes: 'true',
      login_hint: person.sub,
      access_type: 'offline',
      code_challenge_method: 'S256',
    })
    expect(searchParams.has('prompt')).toBe(false)
  })

  it('ends where it began, and the gateway reads from then on, on every replica', async () => {
    const { location } = await connect(stack, jar, { ...charlie, next: '/account?tab=1#google' })
    expect(location).toBe('/account?tab=1&google=connected')
    expect((await accountOf()).granted_scopes).toContain(calendarScope)
    expect(await auditOf('consent_granted')).toEqual(['calendar'])
    for (const site of [url, secondUrl]) {
      const response = await read(`${events}?maxResults=3`, site)
      expect(response.status).toBe(200)
      expect(((await response.json()) as { items: unknown[] }).items).toHaveLength(3)
    }
  })

  it('adds to what was granted before', async () => {
    await connect(stack, jar, charlie)
    const { location } = await connect(stack, jar, { ...charlie, scope: 'drive' })
    expect(location).toBe('/account?google=connected')
    const { granted_scopes: scopes } = await accountOf()
    expect(scopes).toEqual(expect.arrayContaining([calendarScope, driveScope]))
    expect((await read('/api/google/drive/v3/files?pageSize=2')).status).toBe(200)
    expect((await read()).status).toBe(200)
  })

  it('says so where the box was left empty: what counts is the answer, not the request', async () => {
    const { location } = await connect(stack, jar, { ...charlie, scopes: [] })
    expect(location).toBe('/account?google=not_granted')
    expect((await accountOf()).granted_scopes).not.toContain(calendarScope)
    await expect(await read()).toBeProblem('google_scope_required')
    expect(await auditOf('consent_refused')).toEqual(['not_granted'])
  })

  it('changes nothing where it is cancelled', async () => {
    const before = await accountOf()
    const { location } = await connect(stack, jar, { ...charlie, decision: 'cancel' })
    expect(location).toBe('/account?google=cancelled')
    expect(await accountOf()).toEqual(before)
  })

  it('outlives a later sign-in, which asks for identity alone', async () => {
    await connect(stack, jar, charlie)
    const before = await accountOf()
    await signIn(stack, { ...charlie, jar })
    expect(await accountOf()).toEqual(before)
    expect((await read()).status).toBe(200)
  })

  it('shows the consent page again where no refresh token is left', async () => {
    const { id } = await accountOf()
    await queryDatabase(stack, 'UPDATE accounts SET sealed_refresh_token = NULL WHERE id = $1', [
      id,
    ])
    expect((await startConnect(stack, jar)).searchParams.get('prompt')).toBe('consent')
    await connect(stack, jar, charlie)
    expect((await accountOf()).sealed_refresh_token).not.toBeNull()
  })

  it('needs a person who is signed in, a scope of the catalogue, and their own navigation', async () => {
    const start = `${url}/auth/google/connect?scope=calendar`
    const anonymous = await visit(start, new CookieJar())
    expect(anonymous.headers.get('location')).toBe(`${stack.authUrl}/login?next=%2Faccount`)
    const unknown = await startConnect(stack, jar, { scope: 'https://mail.google.com/' })
    expect(unknown.search).toBe('?google=failed')
    for (const site of ['cross-site', 'same-site']) {
      const foreign = await visit(start, jar, { 'sec-fetch-site': site })
      expect(foreign.headers.get('location')).toBe(`${stack.authUrl}/account`)
    }
    const prefetch = await visit(start, jar, { 'sec-purpose': 'prefetch' })
    await expect(prefetch).toBeProblem('untrusted_caller')
    const frame = await visit(start, jar, { 'sec-fetch-dest': 'iframe' })
    await expect(frame).toBeProblem('untrusted_caller')
  })

  it('leads nowhere else, whatever `next` says', async () => {
    const { location } = await connect(stack, jar, { ...charlie, next: '//evil.example/x' })
    expect(location).toBe('/products?google=connected')
  })

  it('works where the access token ran out while Google’s page was open', async () => {
    const authorizationUrl = await startConnect(stack, jar)
    jar.delete('gatehouse-access')
    const callback = await google.approve(authorizationUrl.href, charlie)
    const { location } = await finishLogin(stack, callback, { jar })
    expect(location).toBe('/account?google=connected')
    expect(jar.get('gatehouse-access')).toBeDefined()
  })
})

describe('the callback of a permission', () => {
  it('links no other Google account, and keeps nothing of it', async () => {
    const before = await accountOf()
    const authorizationUrl = await startConnect(stack, jar)
    const callback = await google.approve(authorizationUrl.href, { persona: 'ada' })
    const { location, response } = await finishLogin(stack, callback, { jar })
    expect(location).toBe('/account?google=other_account')
    expect(response.headers.getSetCookie().join()).not.toContain('gatehouse-session')
    expect(await accountOf()).toEqual(before)
    expect(await auditOf('consent_refused')).toEqual(['other_account'])
  })

  it('signs nobody in: not without a session, and not in the session of another sign-in', async () => {
    const authorizationUrl = await startConnect(stack, jar)
    const callback = await google.approve(authorizationUrl.href, charlie)
    const signedOut = jar.copy()
    signedOut.delete('gatehouse-session')
    signedOut.delete('gatehouse-access')
    const finished = await finishLogin(stack, callback, { jar: signedOut })
    expect(finished.location).toBe('/account?google=session_changed')
    expect(signedOut.names()).toEqual([])

    const second = await google.approve((await startConnect(stack, jar)).href, charlie)
    await signIn(stack, { ...charlie, jar })
    const { location } = await finishLogin(stack, second, { jar })
    expect(location).toBe('/account?google=session_changed')
    expect((await accountOf()).granted_scopes).not.toContain(calendarScope)
  })

  it('works once, and only in the browser that began it', async () => {
    const authorizationUrl = await startConnect(stack, jar)
    const saved = jar.copy()
    const callback = await google.approve(authorizationUrl.href, charlie)
    const thief = new CookieJar()
    expect((await finishLogin(stack, callback, { jar: thief })).location).toMatch(/link_expired/)
    expect((await finishLogin(stack, callback, { jar })).location).toMatch(/google=connected/)
    expect((await finishLogin(stack, callback, { jar: saved })).location).toMatch(/link_expired/)
  })

  it('takes nothing from an ID token with another nonce or a bad signature', async () => {
    const before = await accountOf()
    for (const idToken of [{ claims: { nonce: 'other' } }, { signature: 'flip' as const }]) {
      await google.set({ idToken })
      expect((await connect(stack, jar, charlie)).location).toBe('/account?google=failed')
    }
    expect(await accountOf()).toEqual(before)
  })

  it('says whose trouble it is where Google is in trouble', async () => {
    await google.set({ endpoints: { token: { status: 500 } } })
    const { location } = await connect(stack, jar, charlie)
    expect(location).toBe('/account?google=provider_unavailable')
  })
})

describe('a grant withdrawn at Google (A44)', () => {
  it('asks for a new connection once, keeps the session, and is healed by consenting again', async () => {
    await connect(stack, jar, charlie)
    await google.withdrawGrant('charlie')
    await google.clearRequests()
    for (let attempt = 0; attempt < 3; attempt++) {
      const response = await read()
      await expect(response).toBeProblem('google_reconnect_required')
    }
    expect(await google.requests('token')).toHaveLength(1)
    expect(await accountOf()).toMatchObject({
      needs_reconsent: true,
      sealed_access_token: null,
      sealed_refresh_token: null,
    })
    expect(await auditOf('reconsent_needed')).toEqual(['invalid_grant'])
    expect((await read('/api/products')).status).toBe(200)

    expect((await startConnect(stack, jar)).searchParams.get('prompt')).toBe('consent')
    expect((await connect(stack, jar, charlie)).location).toBe('/account?google=connected')
    expect((await read()).status).toBe(200)
  })
})

describe('disconnecting (A45)', () => {
  it('withdraws at Google, wipes all of it, and keeps the session', async () => {
    await connect(stack, jar, charlie)
    expect((await disconnect()).status).toBe(204)
    expect(await google.requests('revoke')).toMatchObject([{ status: 200 }])
    expect(await accountOf()).toMatchObject({
      granted_scopes: [],
      needs_reconsent: false,
      sealed_access_token: null,
      sealed_refresh_token: null,
    })
    await expect(await read()).toBeProblem('google_scope_required')
    expect((await read('/api/products')).status).toBe(200)
    expect((await disconnect()).status, 'a second time').toBe(204)
    expect(await auditOf('consent_withdrawn')).toHaveLength(1)
    expect((await connect(stack, jar, charlie)).location).toBe('/account?google=connected')
  })

  it.each([
    ['refuses', { status: 400, body: { error: 'invalid_token' } }],
    ['fails', { status: 500 }],
    ['breaks off', { resetConnection: true }],
    ['hangs', { hang: true }],
  ])('keeps nothing where Google’s endpoint %s', async (_, revoke) => {
    await connect(stack, jar, charlie)
    await google.set({ endpoints: { revoke } })
    expect((await disconnect()).status).toBe(204)
    expect((await accountOf()).sealed_refresh_token).toBeNull()
  })

  it('leads a form without JavaScript back to a page', async () => {
    const body = 'return=page'
    const form = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      'sec-fetch-mode': 'navigate',
    }
    const response = await disconnect(form, body)
    expect(response.headers.get('location')).toBe(
      `${stack.authUrl}/account?google=disconnected#google`,
    )
    jar.delete('gatehouse-access')
    expect((await disconnect(form, body)).headers.get('location')).toMatch(
      /google=disconnected#google$/,
    )
    jar.delete('gatehouse-session')
    expect((await disconnect(form, body)).headers.get('location')).toMatch(/\/login\?next=%2Facc/)
  })

  it('is for our own pages alone', async () => {
    await expect(await disconnect({ 'sec-fetch-site': 'cross-site' })).toBeProblem(
      'untrusted_caller',
    )
    const get = await send(`${url}/auth/google/disconnect`, {
      headers: { cookie: jar.header(), 'sec-fetch-site': 'same-origin' },
    })
    await expect(get).toBeProblem('method_not_allowed')
  })

  it('is not what a sign-out does', async () => {
    await connect(stack, jar, charlie)
    const other = await signIn(stack, charlie)
    const headers = { cookie: other.jar.header(), 'sec-fetch-site': 'same-origin' }
    await send(`${url}/auth/logout`, { method: 'POST', headers })
    expect(await google.requests('revoke')).toEqual([])
    expect((await read()).status).toBe(200)
  })
})
