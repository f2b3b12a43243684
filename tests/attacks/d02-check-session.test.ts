// The check-session endpoint of the BFF draft: who is signed in, and nothing a thief could use.
import { expect, inject, test } from 'vitest'
import { forgeAccessToken } from '../support/forge.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

test('tells a signed-in page who it is, and gives away no token', async () => {
  const session = await plantSession(stack)
  for (const site of everySite(stack)) {
    const headers = { cookie: cookiesOf(session), 'sec-fetch-site': 'same-origin' }
    const response = await send(`${site}/auth/me`, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
    const text = await response.text()
    for (const secret of [session.accessToken, session.refreshToken])
      expect(text).not.toContain(secret)
    const { user, session: shown } = JSON.parse(text) as Record<string, Record<string, unknown>>
    expect(Object.keys(user!).sort()).toEqual(['email', 'id', 'name', 'picture', 'role'])
    expect(user).toMatchObject({ id: session.userId, email: session.email, role: 'user' })
    expect(Object.keys(shown!).sort()).toEqual(['expires_at', 'id'])
    expect(shown!.id).toBe(session.sessionId)
    expect(Date.parse(shown!.expires_at as string)).toBeGreaterThan(Date.now())
  }
})

test('answers a stranger with 401, without a redirect and without a cookie', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/me`)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"')
    expect(response.headers.getSetCookie()).toEqual([])
    await expectProblem(response, 'unauthenticated')
  }
})

test('answers an expired access token with 401 and leaves the session to POST /auth/refresh', async () => {
  const session = await plantSession(stack)
  const accessToken = await forgeAccessToken(stack, session, { claims: { exp: 1 } })
  for (const site of everySite(stack)) {
    const cookie = cookiesOf({ ...session, accessToken })
    const response = await send(`${site}/auth/me`, { headers: { cookie, 'x-csrf': '1' } })
    expect(response.status).toBe(401)
    expect(response.headers.getSetCookie()).toEqual([])
    await expectProblem(response, 'invalid_token')
  }
})
