// CVE-2024-34351, CVE-2026-64649: Next forwards an action posted to another page than its own, and follows an action's
// redirect, by a request of its own, once to whatever Host named. Here it asks nobody but itself.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { actionRequest, listActions } from '../support/server-actions.ts'

const stack = inject('stack')
let canary: Server
let host: string
const visits: string[] = []

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(canary.address() as AddressInfo).port}`
})
afterAll(() => void canary.close())

function poisons(): Record<string, string>[] {
  return [
    { host },
    { 'x-forwarded-host': host },
    { host, 'x-forwarded-host': host, 'x-forwarded-proto': 'http' },
    { forwarded: `host=${host}` },
  ]
}

// A browser never says that a foreign origin is the same.
function proofs(): Record<string, string>[] {
  const own = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }
  return [own, { 'sec-fetch-site': 'same-origin' }, { origin: `http://${host}` }]
}

test.each(['/', '/login', '/account', '/products', '/outage', '/nowhere'])(
  'a post of an action to %s fetches nothing from the host it names',
  async (path) => {
    const { sessionId, ...session } = await plantSession(stack)
    const cookie = cookiesOf(session)
    for (const site of everySite(stack))
      for (const action of [...listActions(stack, site).values(), '4'.repeat(42)])
        for (const named of poisons())
          for (const proof of proofs()) {
            const headers = { ...named, ...proof, cookie }
            const request = actionRequest(action, { which: sessionId.replace(/.$/, '0') }, headers)
            const response = await send(site + path, request)
            // Without the guard Next itself refuses a foreign Origin, and calls that a 500.
            if (site !== stack.noMiddlewareUrl) expect(response.status).toBeLessThan(500)
            expect(JSON.stringify([...response.headers])).not.toContain(host)
          }
    expect(visits).toEqual([])
  },
)
