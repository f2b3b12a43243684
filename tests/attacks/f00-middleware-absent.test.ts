// Every attack here runs on a build without middleware.ts as well; this is the proof that it is one.
import { expect, inject, test } from 'vitest'
import { plantSession, cookiesOf } from '../support/planted-session.ts'
import { expectProblem, expectSentToLogin, guardedApis, guardedPages } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const { noMiddlewareUrl, replicaUrls, ...rest } = inject('stack')

test('shows none of the guard’s traces on the build without it, and all of them on the others', async () => {
  for (const site of replicaUrls) {
    const page = await send(`${site}/`)
    expect(page.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(page.headers.get('content-security-policy')).toContain("'nonce-")
  }
  const page = await send(`${noMiddlewareUrl}/`)
  expect(page.headers.get('x-request-id')).toBeNull()
  expect(page.headers.get('content-security-policy')).not.toContain('nonce-')
})

test('renews nothing on the build without it', async () => {
  const { refreshToken } = await plantSession(rest)
  const cookie = cookiesOf({ refreshToken })
  const page = await send(`${noMiddlewareUrl}/account`, { headers: { cookie } })
  await expectSentToLogin(page)
  expect(page.headers.getSetCookie()).toEqual([])
})

test('guards every page and every API without it', async () => {
  for (const path of guardedPages) await expectSentToLogin(await send(noMiddlewareUrl + path))
  for (const path of guardedApis) {
    const response = await send(noMiddlewareUrl + path)
    expect(response.status).toBe(401)
    await expectProblem(response, 'unauthenticated')
  }
})

test('serves a signed-in user without it', async () => {
  const session = await plantSession(rest)
  for (const path of guardedPages) {
    const page = await send(noMiddlewareUrl + path, { headers: { cookie: cookiesOf(session) } })
    expect(page.status).toBe(200)
  }
})
