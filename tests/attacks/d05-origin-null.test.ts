// A sandboxed frame, a data: document and a redirected form send `Origin: null` (CVE-2026-27978).
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectNothingProtected } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { expectUntrusted } from '../support/untouched.ts'

const stack = inject('stack')

test.each<Record<string, string>>([
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { origin: 'null', 'sec-fetch-site': 'same-site' },
  { origin: 'null', 'x-csrf': '1' },
])('refuses %j on everything a cookie authenticates', async (caller) => {
  await expectUntrusted(stack, caller)
})

test.each(['null', 'https://evil.example'])(
  'runs no Server Action for Origin: %s',
  async (origin) => {
    const cookie = cookiesOf(await plantSession(stack))
    for (const site of everySite(stack))
      for (const path of ['/account', '/products', '/', '/login']) {
        const response = await send(site + path, {
          method: 'POST',
          headers: {
            ...{ cookie, origin, 'next-action': '7f'.repeat(21) },
            'content-type': 'text/plain;charset=UTF-8',
            'content-length': '2',
          },
          body: '[]',
        })
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(response.headers.get('x-action-redirect')).toBeNull()
        expectNothingProtected(await response.text())
        if (site !== stack.noMiddlewareUrl) expect(response.status).toBe(403)
      }
  },
)
