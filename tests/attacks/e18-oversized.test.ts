// Requests too large for anything honest: refused by a 4xx or a hang-up, and nobody else notices.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { type ExactRequest, send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')

function many(count: number, toPair: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => toPair(index)).join('; ')
}

const chunk = 'x'.repeat(12)
const oversized: [what: string, request: ExactRequest, path?: string][] = [
  ['a cookie of 16 KB', { headers: { cookie: `a=${'x'.repeat(16_384)}` } }],
  ['300 cookies', { headers: { cookie: many(300, (n) => `c${n}=${chunk}`) } }],
  ['an address of 64 KB', {}, `/${'x'.repeat(65_536)}`],
  ['a query of 64 KB', {}, `/login?next=/${'x'.repeat(65_536)}`],
  ['a thousand parameters', {}, `/login?${'next=/a&'.repeat(1_000)}`],
  [
    '200 headers',
    { headers: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x-${n}`, 'y'])) },
  ],
  [
    '3,000 headers',
    { headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`x${n}`, ''])) },
  ],
  [
    'a session cookie in a thousand pieces',
    { headers: { cookie: many(1_000, (n) => `gatehouse-session.${n}=x`) } },
  ],
  [
    'Auth.js’ session cookie in pieces',
    { headers: { cookie: many(500, (n) => `authjs.session-token.${n}=x`) } },
  ],
  [
    'a hundred open sign-ins',
    { headers: { cookie: many(100, (n) => `gatehouse-login-${n}=${chunk}`) } },
  ],
]

test.each(oversized)('%s is survived on every kind of route', async (_, request, path) => {
  for (const site of everySite(stack)) {
    const addresses = path
      ? [path]
      : ['/', '/account', '/auth/me', '/api/products', '/auth/google/login']
    for (const address of addresses) await answerTo(site + address, request)
  }
})

test.each(oversized.filter(([, { headers }]) => headers?.cookie))(
  '%s ahead of a good session neither opens nor breaks it',
  async (_, request) => {
    const session = await plantSession(stack)
    const padding = String(request.headers!.cookie).slice(0, 8_000)
    for (const site of everySite(stack)) {
      const cookie = `${padding}; ${cookiesOf(session)}`
      const response = await send(`${site}/auth/me`, { headers: { cookie, 'x-csrf': '1' } })
      expect(response.status).toBe(200)
      const none = await answerTo(`${site}/auth/me`, {
        headers: { cookie: padding, 'x-csrf': '1' },
      })
      expect(none!.status).toBe(401)
    }
  },
)
