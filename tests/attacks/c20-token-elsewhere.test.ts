// RFC 6750 §2.2 and §2.3, OWASP ASVS 5.0 §14.2.1: a token counts in the Authorization header and the cookie alone, for an
// address is logged and a form is anybody's.
import { expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem, expectSentToLogin, guardedApis } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const names = ['access_token', 'token', 'bearer', 'authorization', 'gatehouse-access', 'jwt']

test.each(names)('ignores a good token in the query as %s', async (name) => {
  const { accessToken, refreshToken } = await plantSession(stack)
  for (const site of everySite(stack)) {
    for (const path of guardedApis)
      await expectProblem(await send(`${site}${path}?${name}=${accessToken}`), 'unauthenticated')
    await expectSentToLogin(await send(`${site}/account?${name}=${accessToken}`))
    const renewal = await send(`${site}/auth/refresh?gatehouse-session=${refreshToken}`, {
      ...{ method: 'POST', headers: { 'x-csrf': '1' } },
    })
    await expectProblem(renewal, 'unauthenticated')
  }
})

test.each(['application/x-www-form-urlencoded', 'application/json'])(
  'ignores good tokens in a body of %s',
  async (type) => {
    const { accessToken, refreshToken } = await plantSession(stack)
    const fields = { access_token: accessToken, refresh_token: refreshToken }
    const body = type.endsWith('json')
      ? JSON.stringify(fields)
      : new URLSearchParams(fields).toString()
    const headers = {
      'x-csrf': '1',
      'content-type': type,
      'content-length': String(body.length),
    }
    for (const site of everySite(stack)) {
      const renewal = await send(`${site}/auth/refresh`, { method: 'POST', headers, body })
      await expectProblem(renewal, 'unauthenticated')
      expect(renewal.headers.getSetCookie()).toEqual([])
      for (const path of guardedApis)
        await expectProblem(await send(site + path, { headers, body }), 'unauthenticated')
    }
  },
)

test.each(['x-access-token', 'x-authorization', 'proxy-authorization', 'x-forwarded-access-token'])(
  'ignores a good token in the header %s',
  async (name) => {
    const { accessToken } = await plantSession(stack)
    for (const site of everySite(stack)) {
      const headers = { [name]: `Bearer ${accessToken}` }
      await expectProblem(await send(`${site}/auth/me`, { headers }), 'unauthenticated')
    }
  },
)
