// Prisma takes `{ not: "" }` for a filter and drops what is undefined: no parameter, cookie or body of a caller ever
// becomes more than a string in a statement.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { readAllRights } from '../support/live-sessions.ts'
import { send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const operators = [
  '{"not":""}',
  '{"startsWith":""}',
  '{"contains":""}',
  '{"in":["a","b"]}',
  '{"gt":""}',
  '{"OR":[{}]}',
  '[]',
  '[null]',
  '1',
  'true',
  'null',
  'undefined',
  'NaN',
  "' OR '1'='1",
  '$1',
]

test.each([
  'q[not]',
  'q[]',
  'q[$ne]',
  'cursor[gt]',
  'limit[lt]',
  'where',
  'orderBy',
  'include',
  'select',
])('the search refuses the parameter %s and names it', async (name) => {
  const { accessToken } = await plantSession(stack)
  for (const site of everySite(stack)) {
    const headers = { authorization: `Bearer ${accessToken}` }
    const response = await send(`${site}/api/products?${encodeURIComponent(name)}=x`, { headers })
    await expect(response).toBeProblem('invalid_request')
    const body = (await response.json()) as { errors: { pointer: string }[] }
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([`#/${name}`])
  }
})

test.each(operators)('the search takes q=%s for words to look for', async (q) => {
  const { accessToken } = await plantSession(stack)
  for (const site of everySite(stack)) {
    const headers = { authorization: `Bearer ${accessToken}` }
    const response = await send(`${site}/api/products?${new URLSearchParams({ q })}`, { headers })
    expect(response.status).toBe(200)
    const { items } = (await response.json()) as { items: { name: string; description: string }[] }
    const words = q.toLowerCase().split(/\s+/)
    for (const item of items)
      for (const word of words) expect(JSON.stringify(item).toLowerCase()).toContain(word)
  }
})

test.each(operators)('a cursor, a limit and a token of %s open nothing', async (value) => {
  const { accessToken } = await plantSession(stack)
  const before = await readAllRights(stack)
  for (const site of everySite(stack)) {
    const headers = { authorization: `Bearer ${accessToken}` }
    for (const name of ['cursor', 'limit']) {
      // A number is a fair limit.
      if (name === 'limit' && value === '1') continue
      const query = new URLSearchParams({ [name]: value })
      await expectProblem(
        await send(`${site}/api/products?${query}`, { headers }),
        'invalid_request',
      )
    }
    const cookie = cookiesOf({ refreshToken: value, accessToken: value })
    const renewal = await send(`${site}/auth/refresh`, {
      ...{ method: 'POST', headers: { cookie, 'x-csrf': '1' } },
    })
    expect(renewal.status).toBe(401)
    await answerTo(`${site}/auth/logout?everywhere=1`, {
      ...{ method: 'POST', headers: { cookie, 'x-csrf': '1' } },
    })
    const body = JSON.stringify({ token: value, id: value, refresh_token: value })
    for (const path of ['/auth/refresh', '/auth/logout'])
      await answerTo(site + path, {
        ...{ method: 'POST', body },
        headers: {
          'x-csrf': '1',
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        },
      })
  }
  expect(await readAllRights(stack)).toEqual(before)
})
