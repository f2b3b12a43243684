// A filter on `undefined` is no filter at all: whoever leaves out what a row is looked up by gets no row, and least of
// all the first one of the table.
import { expect, inject, test } from 'vitest'
import { readAllRights } from '../support/live-sessions.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { actionRequest, listActions } from '../support/server-actions.ts'

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

test('a note is not taken away by a form that says nothing of its text, or by what is no form', async () => {
  const { userId, ...session } = await plantSession(stack)
  const [product] = await queryDatabase<{ id: string; slug: string }>(
    stack,
    'SELECT id, slug FROM products LIMIT 1',
  )
  const { id, slug } = product!
  const insert = `INSERT INTO notes (user_id, product_id, text) VALUES ($1, $2, 'kept')`
  await queryDatabase(stack, insert, [userId, id])
  const caller = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }
  const own = { ...caller, cookie: cookiesOf(session) }
  for (const site of everySite(stack)) {
    const action = listActions(stack, site).get('saveNoteAction')!
    const request = actionRequest(action, { product: id, slug }, own)
    const noForm = request.body!.replace('[null,"$K1"]', '[]')
    for (const body of [request.body!, noForm]) {
      const headers = { ...request.headers, 'content-length': String(body.length) }
      const response = await send(`${site}/products/${slug}`, { ...request, body, headers })
      expect(await response.text()).toContain('"outcome":"failed"')
    }
  }
  const rows = await queryDatabase(stack, 'SELECT text FROM notes WHERE user_id = $1', [userId])
  expect(rows).toEqual([{ text: 'kept' }])
})
