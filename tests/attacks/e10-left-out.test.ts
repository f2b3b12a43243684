// A filter on `undefined` is no filter at all: whoever leaves out what a row is looked up by gets no row, and least of
// all the first one of the table.
import { expect, inject, test } from 'vitest'
import { readAllRights } from '../support/live-sessions.ts'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const headers = { 'x-csrf': '1' }
const nothing = ['', 'gatehouse-session=', 'gatehouse-session', 'gatehouse-session=""', '=', ';;']

test.each(nothing)('with the cookies %j no session is renewed and none ends', async (cookie) => {
  await plantSession(stack)
  const before = await readAllRights(stack)
  for (const site of everySite(stack)) {
    const given = cookie === '' ? headers : { ...headers, cookie }
    const renewal = await send(`${site}/auth/refresh`, { method: 'POST', headers: given })
    expect(renewal.status).toBe(401)
    expect(renewal.headers.getSetCookie().join()).not.toMatch(/gatehouse-\w+=[^;]/)
    for (const query of ['', '?everywhere=1']) {
      const end = await send(`${site}/auth/logout${query}`, { method: 'POST', headers: given })
      expect(end.status).toBe(204)
    }
  }
  expect(await readAllRights(stack)).toEqual(before)
})

test.each(['', '?code=x', '?state=', '?code=&state=', '?iss=x', '?error='])(
  'a callback with "%s" finds no transaction and no user',
  async (query) => {
    const before = await readAllRights(stack)
    for (const site of everySite(stack)) {
      const response = await send(`${site}/auth/callback/google${query}`)
      expect(response).toBeRefusedLogin('link_expired')
    }
    expect(await readAllRights(stack)).toEqual(before)
  },
)

test.each(['', '?q=', '?q=%20'])(
  'a search with "%s" is one for everything, and needs a user',
  async (query) => {
    for (const site of everySite(stack))
      await expectProblem(await send(`${site}/api/products${query}`), 'unauthenticated')
  },
)
