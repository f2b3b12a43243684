// OWASP ASVS 5.0 §8.3.1: a Server Action is an address of its own. Each that the build lists is called by strangers, by
// foreign pages, by other users and by GET, and nothing happens; by its own page it works.
import { expect, inject, test } from 'vitest'
import { readAllRights } from '../support/live-sessions.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectNothingProtected } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { actionRequest, listActions } from '../support/server-actions.ts'

const stack = inject('stack')
const ownPage = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }
const pages = ['/account', '/', '/products']

test('nobody but the owner’s own page gets anything done by any action', async () => {
  const owner = await plantSession(stack)
  const victim = await plantSession(stack, { userId: owner.userId })
  const cookie = cookiesOf(owner)
  const stranger = cookiesOf(await plantSession(stack))
  const callers: Record<string, string>[] = [
    {},
    ownPage,
    { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'null', 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'https://evil.example' },
    { cookie, 'sec-fetch-site': 'same-site' },
    { cookie },
    { cookie: stranger, ...ownPage },
  ]
  const before = await readAllRights(stack)
  for (const site of everySite(stack))
    for (const action of [...listActions(stack, site).values(), '4'.repeat(42)])
      for (const headers of callers)
        for (const page of pages) {
          const request = actionRequest(action, { which: victim.sessionId }, headers)
          const response = await send(site + page, request)
          // Without the guard Next itself refuses a foreign Origin, and calls that a 500.
          if (site !== stack.noMiddlewareUrl) expect(response.status).toBeLessThan(500)
          if (!headers.cookie) expectNothingProtected(await response.text())
          const asGet = { 'next-action': action, ...headers }
          await send(`${site}${page}?which=${victim.sessionId}`, { headers: asGet })
        }
  expect(await readAllRights(stack)).toEqual(before)
})

test('the owner’s own page ends a session by its action, so that nothing above fails by accident', async () => {
  for (const site of everySite(stack)) {
    const owner = await plantSession(stack)
    const other = await plantSession(stack, { userId: owner.userId })
    const headers = { ...ownPage, cookie: cookiesOf(owner) }
    const id = listActions(stack, site).get('endSessionAction')!
    const request = actionRequest(id, { which: other.sessionId }, headers)
    expect((await send(`${site}/account`, request)).status).toBe(200)
    expect((await readSession(stack, other.sessionId)).revoked_at).not.toBeNull()
    expect((await readSession(stack, owner.sessionId)).revoked_at).toBeNull()
  }
})
