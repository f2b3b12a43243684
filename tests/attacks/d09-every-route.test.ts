// RFC 9110 §15.5.6, OWASP ASVS 5.0 §4.1.4, for whatever the published contract lists: a method that a route does not have
// is a 405 that names those it has, and changes nothing, with every credential at hand.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import {
  cookiesOf,
  plantSession,
  type PlantedSession,
  readSession,
} from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const contract = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../public/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, unknown>> }
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
let session: PlantedSession

beforeAll(async () => {
  session = await plantSession(stack)
})

// The gateway judges an address before its method: its own table has its own tests. What is below /account is a page.
const apis = Object.entries(contract.paths).filter(
  ([route]) => !route.startsWith('/api/google/') && !route.startsWith('/account/'),
)
const routes = apis.map(([route, operations]) => {
  const own = Object.keys(operations).map((method) => method.toUpperCase())
  return [route, methods.filter((method) => !own.includes(method)), own] as const
})

test.each(routes)('%s answers 405 to %j', async (route, others, own) => {
  // Any id: the method is judged before what it would be done to.
  const address = route.replaceAll(/\{[^}]+\}/g, crypto.randomUUID())
  const headers = {
    authorization: `Bearer ${session.accessToken}`,
    ...{ cookie: cookiesOf(session), 'x-csrf': '1' },
  }
  for (const site of everySite(stack)) {
    for (const method of others) {
      const response = await send(site + address, { method, headers })
      await expectProblem(response, 'method_not_allowed')
      for (const allowed of own) expect(response.headers.get('allow')).toContain(allowed)
    }
    // WebDAV and whatever else Node's parser knows, and a method that nobody knows.
    for (const method of ['TRACE', 'PROPFIND', 'QUERY', 'PURGE'])
      expect((await send(site + address, { method, headers })).status).toBe(405)
  }
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})
