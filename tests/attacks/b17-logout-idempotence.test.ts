import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { forgeAccessToken, mintRefreshToken } from '../support/forge.ts'
import { cookiesOf, countAuditEvents, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { expectCookiesCleared } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

function logout(site: string, cookie: string) {
  return send(`${site}/auth/logout`, { method: 'POST', headers: { cookie, 'x-csrf': '1' } })
}

test('answers the same with a session, with none, with garbage and with an ended one', async () => {
  const session = await plantSession(stack)
  const expired = await forgeAccessToken(stack, session, { claims: { exp: 1 } })
  const cookies = [
    cookiesOf(session),
    cookiesOf(session),
    'unrelated=1',
    'gatehouse-session=; gatehouse-access=',
    cookiesOf({ refreshToken: 'x', accessToken: 'y' }),
    cookiesOf({ refreshToken: 'x'.repeat(86), accessToken: expired }),
    cookiesOf({ refreshToken: mintRefreshToken(stack.authSecret, randomUUID()) }),
    'gatehouse-session=%00%ff; ;;=; gatehouse-session',
  ]
  for (const site of everySite(stack))
    for (const cookie of cookies) {
      const response = await logout(site, cookie)
      expect(response.status).toBe(204)
      expectCookiesCleared(response)
    }
})

test('ends a session once, however many replicas are told at the same moment', async () => {
  const session = await plantSession(stack)
  const calls = Array.from({ length: 20 }, (_, index) =>
    logout(everySite(stack)[index % 3]!, cookiesOf(session)),
  )
  for (const response of await Promise.all(calls)) expect(response.status).toBe(204)
  expect(await countAuditEvents(stack, session.sessionId, 'sign_out')).toBe(1)
})
