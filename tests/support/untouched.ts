// A request that must be refused before any work: nothing is answered, set, cleared or written.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { cookiesOf, plantSession, readSession } from './planted-session.ts'
import { everySite, expectProblem } from './refusals.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

/** Everything that a cookie authenticates. */
export const cookieRoutes = [
  ['GET', '/auth/me'],
  ['GET', '/auth/sessions'],
  ['DELETE', '/auth/sessions'],
  ['DELETE', `/auth/sessions/${randomUUID()}`],
  ['GET', '/api/products'],
  ['GET', '/api/account/export'],
  ['POST', '/auth/refresh'],
  ['POST', '/auth/logout'],
  ['POST', '/auth/logout?everywhere=1'],
] as const

/** A signed-in browser asks on behalf of `caller`, and is answered 403 on every route of every replica. */
export async function expectUntrusted(
  stack: StackAddresses,
  caller: Readonly<Record<string, string>>,
  body?: string,
): Promise<void> {
  const session = await plantSession(stack)
  const before = await readSession(stack, session.sessionId)
  for (const site of everySite(stack))
    for (const [method, path] of cookieRoutes) {
      const isSent = method === 'POST' && body !== undefined
      const headers: Record<string, string> = { ...caller, cookie: cookiesOf(session) }
      if (isSent) headers['content-length'] = String(body.length)
      const response = await send(site + path, { method, headers, ...(isSent && { body }) })
      expect(response.status, `${method} ${site}${path}`).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      await expectProblem(response, 'untrusted_caller')
    }
  expect(await readSession(stack, session.sessionId)).toEqual(before)
}
