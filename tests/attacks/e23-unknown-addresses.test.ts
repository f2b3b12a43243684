// An address of an API that does not exist is a problem document, in every spelling, and never a page with 200.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

test.each([
  '/api/nope',
  '/api/products/nope/nope',
  '/api/v1/products',
  '/api/productsx',
  '/auth/nope',
  '/auth/me/nope',
  '/auth/login',
  '/auth/google/nope',
])('%s is a 404 to whoever is signed in', async (path) => {
  const session = await plantSession(stack)
  const callers: Record<string, string>[] = [
    { authorization: `Bearer ${session.accessToken}` },
    { cookie: cookiesOf(session), 'x-csrf': '1', accept: 'text/html' },
  ]
  for (const site of everySite(stack))
    for (const headers of callers)
      await expectProblem(await send(site + path, { headers }), 'not_found')
})

test.each([
  '/API/products',
  '/en/api/products',
  '/api%2Fproducts',
  '/fr/account',
  '/ACCOUNT',
  '/Account',
  '/account.json',
  '/account/x.css',
  '/products.html',
  '/account;x',
  '/account%00',
])('%s is no other spelling of what is guarded', async (path) => {
  const cookie = cookiesOf(await plantSession(stack))
  for (const site of everySite(stack)) {
    const response = await send(site + path, { headers: { cookie, 'x-csrf': '1' } })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(await response.text()).not.toMatch(/price_cents|Sign out everywhere/)
  }
})
