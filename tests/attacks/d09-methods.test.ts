// RFC 9110 §15.5.6: a method a route does not have is a 405 that names those it has; a safe method changes nothing.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const gets = [
  '/auth/me',
  '/api/products',
  '/.well-known/jwks.json',
  '/health/live',
  '/health/ready',
]
// Asking has an effect here (it is recorded), so HEAD is refused too.
const recorded = ['/api/account/export']
const posts = ['/auth/refresh', '/auth/logout', '/auth/risc']
const starts = ['/auth/google/login', '/auth/callback/google']

test.each([
  ...gets.map((path) => [path, ['POST', 'PUT', 'PATCH', 'DELETE'], 'GET'] as const),
  ...recorded.map((path) => [path, ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], 'GET'] as const),
  ...posts.map((path) => [path, ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'], 'POST'] as const),
  ...starts.map((path) => [path, ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], 'GET'] as const),
])('%s refuses %j and names %s', async (path, methods, allowed) => {
  const session = await plantSession(stack)
  const before = await readSession(stack, session.sessionId)
  for (const site of everySite(stack))
    for (const method of methods) {
      const headers = {
        authorization: `Bearer ${session.accessToken}`,
        cookie: cookiesOf(session),
        'x-csrf': '1',
      }
      const response = await send(site + path, { method, headers })
      expect(response.status, `${method} ${path}`).toBe(405)
      expect(response.headers.get('allow')?.split(', ')).toContain(allowed)
      expect(response.headers.getSetCookie()).toEqual([])
      if (method !== 'HEAD') await expectProblem(response, 'method_not_allowed')
    }
  expect(await readSession(stack, session.sessionId)).toEqual(before)
})

test.each([...gets, ...recorded, ...posts, ...starts, '/', '/account'])(
  '%s does not answer TRACE',
  async (path) => {
    for (const site of everySite(stack)) {
      const headers = { cookie: 'gatehouse-session=secret-of-the-victim' }
      const response = await send(site + path, { method: 'TRACE', headers })
      expect(response.status).toBe(405)
      expect(await response.text()).not.toContain('secret-of-the-victim')
    }
  },
)

test('takes no word for another method than the request’s own', async () => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const headers = { cookie: cookiesOf(session), 'x-csrf': '1', [name]: 'POST' }
      expect((await send(`${site}/auth/logout?_method=POST`, { headers })).status).toBe(405)
    }
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})

test('answers HEAD as GET, without the body', async () => {
  const { accessToken } = await plantSession(stack)
  for (const site of everySite(stack)) {
    const headers = { authorization: `Bearer ${accessToken}` }
    const response = await send(`${site}/auth/me`, { method: 'HEAD', headers })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  }
})
