import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { client, redirectUri, TestClient } from './client-for-tests.ts'
import { personas } from './personas.ts'
import { calendarScope, contactsScope, driveScope } from './scopes.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(async () => {
  await rp.control('DELETE', 'state')
  await rp.control('POST', 'forget-consents')
})
afterAll(() => rp.google.close())

async function getUserinfo(accessToken: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await fetch(`${rp.issuer}/v1/userinfo`, { headers })).json()
}

describe('the code flow', () => {
  it('ends in an ID token with the claims of Google', async () => {
    const tokens = await rp.getTokens('wendy')
    const claims = await rp.verify(tokens.id_token)
    expect(claims).toMatchObject({
      iss: rp.issuer,
      azp: client.id,
      aud: client.id,
      sub: '117011000000000000059',
      hd: 'workspace.example.com',
      email: 'wendy@workspace.example.com',
      email_verified: true,
      name: 'Wendy Workspace',
      given_name: 'Wendy',
      family_name: 'Workspace',
      picture: `${rp.issuer}/picture/wendy.svg`,
      nonce: 'the nonce',
      at_hash: expect.stringMatching(/^[\w-]{22}$/) as string,
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
    expect(tokens.access_token).toMatch(/^ya29\./)
  })

  it('comes back with state, iss, scope, authuser and prompt', async () => {
    const { callback } = await rp.login('grace')
    expect(Object.fromEntries(callback)).toMatchObject({
      state: 'the state',
      iss: rp.issuer,
      scope: expect.stringContaining('userinfo.email') as string,
      authuser: '0',
      prompt: 'consent',
    })
  })

  it('accepts the secret in the form as well', async () => {
    const { callback } = await rp.login('grace', { code_challenge: '', code_challenge_method: '' })
    const response = await fetch(`${rp.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: callback.get('code') ?? '',
        redirect_uri: redirectUri,
        client_id: client.id,
        client_secret: client.secret,
      }),
    })
    expect(response.status).toBe(200)
  })

  it('refuses a wrong verifier, a wrong secret and a second use of a code', async () => {
    const { callback } = await rp.login('grace')
    const code = callback.get('code') ?? ''
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
    expect((await rp.askToken({ ...form, code_verifier: 'x'.repeat(43) })).status).toBe(400)
    const body = new URLSearchParams({ ...form, client_id: client.id, client_secret: 'wrong' })
    expect((await fetch(`${rp.issuer}/token`, { method: 'POST', body })).status).toBe(401)
    expect((await rp.exchange(code)).status).toBe(200)
    expect((await rp.exchange(code)).status).toBe(400)
  })

  it('sends nobody to an address that is not registered', async () => {
    const outcome = await rp.login('grace', { redirect_uri: 'http://localhost:3000/else' })
    expect(outcome).toMatchObject({ status: 400, location: null })
  })

  it('says the same at userinfo as in the ID token', async () => {
    const { access_token: accessToken } = await rp.getTokens('uma')
    expect(await getUserinfo(accessToken)).toMatchObject({
      sub: '115249000000000000061',
      email: 'uma@example.com',
      email_verified: false,
    })
  })
})

describe('the personas', () => {
  it('have subjects of 21 digits, each their own', () => {
    expect(personas.every(({ sub }) => /^\d{21}$/.test(sub))).toBe(true)
    expect(new Set(personas.map(({ sub }) => sub)).size).toBe(personas.length)
  })

  it('show a portrait', async () => {
    const response = await fetch(`${rp.issuer}/picture/ada.svg`)
    expect(response.headers.get('content-type')).toContain('image/svg+xml')
  })

  it('change their profile when told to', async () => {
    await rp.set({
      personas: { grace: { email: 'new@example.com', email_verified: 'false', hd: 'h' } },
    })
    const { id_token: idToken } = await rp.getTokens('grace')
    const changed = { email: 'new@example.com', email_verified: 'false', hd: 'h' }
    expect(await rp.verify(idToken)).toMatchObject({ ...changed, sub: '108642000000000000029' })
  })

  it('lose a claim and change their subject when told to', async () => {
    await rp.set({ personas: { grace: { picture: null, sub: '999' } } })
    const { id_token: idToken } = await rp.getTokens('grace')
    const claims = await rp.verify(idToken)
    expect(claims.sub).toBe('999')
    expect(claims).not.toHaveProperty('picture')
  })
})

describe('the account chooser', () => {
  it('is shown at every sign-in, with the hinted account first', async () => {
    await rp.login('grace')
    const url = rp.toAuthorizationUrl({ login_hint: 'uma@example.com', prompt: 'select_account' })
    const page = await (await fetchWithCookies(url)).text()
    const buttons = [...page.matchAll(/name="account" value="(\w+)"/g)].map(([, id]) => id)
    expect(buttons).toHaveLength(personas.length)
    expect(buttons[0]).toBe('uma')
  })

  it('leads back with access_denied and the state when cancelled', async () => {
    const { callback } = await rp.login('charlie', {}, { decision: 'cancel' })
    const expected = { error: 'access_denied', state: 'the state', iss: rp.issuer }
    expect(Object.fromEntries(callback)).toEqual(expected)
  })

  it('signs nobody in silently', async () => {
    await rp.login('grace')
    const { callback } = await rp.login('grace', { prompt: 'none' })
    expect(callback.get('error')).toBe('login_required')
  })

  it('shows a name as text, never as markup', async () => {
    await rp.set({ personas: { grace: { name: '<script>alert(1)</script>' } } })
    const page = await (await fetchWithCookies(rp.toAuthorizationUrl())).text()
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toContain('<script>')
  })
})

describe('the consent page', () => {
  it('is shown at the first sign-in, for new scopes and for prompt=consent only', async () => {
    const shown = async (params = {}) => (await rp.login('grace', params)).consentShown
    expect(await shown()).toBe(true)
    expect(await shown()).toBe(false)
    expect(await shown({ scope: `openid email ${calendarScope}` })).toBe(true)
    expect(await shown({ scope: `openid email ${calendarScope}` })).toBe(false)
    expect(await shown({ prompt: 'consent' })).toBe(true)
  })

  it('lets single scopes be refused, and asks for them again', async () => {
    const scope = `openid email ${calendarScope} ${driveScope}`
    const { callback } = await rp.login('grace', { scope }, { scopes: [driveScope] })
    expect(callback.get('scope')).toContain(driveScope)
    expect(callback.get('scope')).not.toContain(calendarScope)
    expect((await rp.login('grace', { scope })).consentShown).toBe(true)
  })

  it('widens the tokens to all granted scopes with include_granted_scopes', async () => {
    await rp.login('grace', { scope: `openid email ${calendarScope}` })
    const scope = `openid ${contactsScope}`
    expect((await rp.getTokens('grace', { scope })).scope).toBe(scope)
    const widened = await rp.getTokens('grace', { scope, include_granted_scopes: 'true' })
    expect(widened.scope).toContain(calendarScope)
    expect(widened.scope).toContain('https://www.googleapis.com/auth/userinfo.email')
  })
})

async function fetchWithCookies(url: string): Promise<Response> {
  const start = await fetch(url, { redirect: 'manual' })
  const cookie = start.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return fetch(new URL(start.headers.get('location') ?? '', url), { headers: { cookie } })
}
