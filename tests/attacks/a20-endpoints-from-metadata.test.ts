// oidcc-client-test-discovery-openid-config and -jwks-uri-keys: every endpoint is where the metadata says, none is known by
// heart. Here they are somewhere else in every run.
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn } from '../support/login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const run = randomUUID()
const places = { token: `/${run}/exchange`, keys: `/${run}/public-keys` }
const seen: string[] = []
let elsewhere: Server
let replica: Replica

/** Hands a request on to the endpoint of Google that stands behind a place of this run. */
async function forward(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  seen.push(`${request.method} ${pathname}`)
  if (pathname === places.keys) return fetch(`${stack.googleUrl}/oauth2/v3/certs`)
  const { headers } = request
  return fetch(`${stack.googleUrl}/token`, {
    method: 'POST',
    headers: {
      authorization: headers.get('authorization') ?? '',
      'content-type': headers.get('content-type') ?? '',
    },
    body: await request.text(),
  })
}

beforeAll(async () => {
  elsewhere = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const request = new Request(`http://elsewhere${incoming.url}`, {
      method: incoming.method!,
      headers: incoming.headers as Record<string, string>,
      ...(incoming.method === 'POST' && { body: Buffer.concat(chunks) }),
    })
    const answer = await forward(request)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  const merge = {
    token_endpoint: origin + places.token,
    jwks_uri: origin + places.keys,
    // RFC 6749 §3.1: an endpoint's own query is kept.
    authorization_endpoint: `${stack.googleUrl}/o/oauth2/v2/auth?run=${run}`,
  }
  await google.set({ discovery: { merge } })
  replica = await startReplica(stack, { name: 'site-of-a20' })
})
afterAll(async () => {
  await google.reset()
  await replica.stop()
  elsewhere.close()
})

test('a sign-in asks for the person, the tokens and the keys where this run’s metadata says', async () => {
  await google.clearRequests()
  const { response, location } = await attemptSignIn(stack, { url: replica.url })
  expect(response.status).toBe(303)
  expect(location).toBe('/products')
  expect(seen).toContain(`POST ${places.token}`)
  expect(seen).toContain(`GET ${places.keys}`)
  const [authorization] = await google.requests('authorization')
  expect(authorization!.query).toHaveProperty('run')
})
