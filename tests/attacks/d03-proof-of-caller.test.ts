// A cookie alone proves nothing: any site can make a browser send it (BFF draft §6.1.3.3).
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { cookieRoutes, expectUntrusted } from '../support/untouched.ts'

const stack = inject('stack')

test.each<Record<string, string>>([
  {},
  { 'x-csrf': '0' },
  { 'x-csrf': '' },
  { 'x-csrf': 'true' },
  { 'x-csrf': '1, 1' },
  { 'x-requested-with': 'XMLHttpRequest' },
  { referer: `${stack.authUrl}/products` },
  { host: new URL(stack.authUrl).host },
  { 'x-gatehouse-internal-call': `${Math.floor(Date.now() / 1_000)};;${'A'.repeat(43)}` },
])('refuses a cookie that comes with no more than %j', async (caller) => {
  await expectUntrusted(stack, caller)
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'same-origin' },
  { origin: stack.authUrl },
  { 'x-csrf': '1' },
  { 'sec-fetch-site': 'same-origin', origin: stack.authUrl },
])('accepts the cookie of our own page, which says %j', async (caller) => {
  for (const site of everySite(stack))
    for (const [method, path] of cookieRoutes) {
      const headers = { ...caller, cookie: cookiesOf(await plantSession(stack)) }
      const { status } = await send(site + path, { method, headers })
      // The id of nobody's session.
      const expected = /^\/auth\/sessions\/./.test(path) ? [404] : [200, 204]
      expect(expected, `${method} ${path}`).toContain(status)
    }
})
