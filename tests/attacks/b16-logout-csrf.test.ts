// Nobody but our own page signs a person out.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const paths = ['/auth/logout', '/auth/logout?everywhere=1']

async function expectStillSignedIn(sessionId: string): Promise<void> {
  expect((await readSession(stack, sessionId)).revoked_at).toBeNull()
}

test.each(['GET', 'HEAD'])('a %s of the address signs nobody out', async (method) => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    for (const path of paths)
      for (const extra of [
        {},
        { 'sec-purpose': 'prefetch' },
        { 'next-router-prefetch': '1' },
      ] as Record<string, string>[]) {
        const headers = { cookie: cookiesOf(session), 'sec-fetch-site': 'same-origin', ...extra }
        const response = await send(site + path, { method, headers })
        expect(response.status).toBe(405)
        expect(response.headers.get('allow')).toContain('POST')
        expect(response.headers.getSetCookie()).toEqual([])
      }
  await expectStillSignedIn(session.sessionId)
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
  { 'sec-fetch-site': 'none' },
  { origin: 'null' },
  {},
])('a POST from elsewhere signs nobody out: %j', async (caller) => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    for (const path of paths) {
      const headers = { cookie: cookiesOf(session), ...caller }
      const response = await send(site + path, { method: 'POST', headers })
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('clear-site-data')).toBeNull()
      await expectProblem(response, 'untrusted_caller')
    }
  await expectStillSignedIn(session.sessionId)
})
