import { importPKCS8, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { client } from '../client-for-tests.ts'
import { startLocalGoogle, type LocalGoogle } from '../local-google.ts'
import { deliveryMethodPush, eventTypes } from './event-types.ts'
import { startReceiver } from './receiver-for-tests.ts'
import type { KeyFile } from './service-accounts.ts'

const audience = 'https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService'

let google: LocalGoogle
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeEach(async () => {
  receiver = await startReceiver()
  const redirectUris = [new URL('/auth/callback/google', receiver.url).href]
  google = await startLocalGoogle({ port: 0, client: { ...client, redirectUris } })
})
afterEach(async () => {
  receiver.close()
  await google.close()
})

async function createAccount(): Promise<KeyFile> {
  const headers = { 'x-local-google-control': '1' }
  const url = `${google.issuer}/control/service-account`
  return (await (await fetch(url, { method: 'POST', headers })).json()) as KeyFile
}

async function toJwt(account: KeyFile, claims: Record<string, unknown> = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const standard = { iss: account.client_email, sub: account.client_email, aud: audience, iat }
  return new SignJWT({ ...standard, exp: iat + 3600, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: account.private_key_id })
    .sign(await importPKCS8(account.private_key, 'RS256'))
}

function ask(jwt: string, path: string, body?: unknown): Promise<Response> {
  const method = body === undefined ? 'GET' : 'POST'
  const init = { method, headers: { authorization: `Bearer ${jwt}` }, body: JSON.stringify(body) }
  return fetch(`${google.issuer}/v1beta/${path}`, init)
}

const toStream = (url: string) => ({
  delivery: { delivery_method: deliveryMethodPush, url },
  events_requested: Object.values(eventTypes),
})

it('configures a stream, shows it, and sends what verifies it', async () => {
  const jwt = await toJwt(await createAccount())
  expect((await ask(jwt, 'stream')).status).toBe(404)
  expect((await ask(jwt, 'stream:update', toStream(receiver.url))).status).toBe(200)
  expect(await (await ask(jwt, 'stream')).json()).toEqual(toStream(receiver.url))
  expect(await (await ask(jwt, 'stream/status')).json()).toEqual({ status: 'enabled' })
  // A receiver that is in trouble is asked again.
  receiver.statuses.push(503, 500)
  expect((await ask(jwt, 'stream:verify', { state: 'of mine' })).status).toBe(200)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(3), 5_000)
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
})

it('sends nothing while the stream is disabled', async () => {
  const jwt = await toJwt(await createAccount())
  await ask(jwt, 'stream:update', toStream(receiver.url))
  expect((await ask(jwt, 'stream/status:update', { status: 'paused' })).status).toBe(403)
  await ask(jwt, 'stream/status:update', { status: 'disabled' })
  await ask(jwt, 'stream:verify', { state: 'unseen' })
  await ask(jwt, 'stream/status:update', { status: 'enabled' })
  await ask(jwt, 'stream:verify', { state: 'seen' })
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
})

it('refuses a JWT that is not exactly what Google asks for', async () => {
  const account = await createAccount()
  const iat = Math.floor(Date.now() / 1000)
  const stranger = { ...account, private_key_id: 'unknown' }
  const refused = [
    'garbage',
    await toJwt(stranger),
    await toJwt(account, { aud: 'https://risc.googleapis.com/' }),
    await toJwt(account, { sub: 'else@example.com' }),
    await toJwt(account, { iat: iat - 7200, exp: iat - 3600 }),
    await toJwt(account, { exp: iat + 7200 }),
  ]
  for (const jwt of refused) expect((await ask(jwt, 'stream')).status).toBe(401)
})

it('refuses a receiver that is not https, or not of the project', async () => {
  const jwt = await toJwt(await createAccount())
  const update = async (url: string) => {
    const response = await ask(jwt, 'stream:update', toStream(url))
    return { status: response.status, text: await response.text() }
  }
  expect((await update('http://shop.example.com/auth/risc')).text).toContain('HTTPS')
  expect((await update('https://shop.example.com/auth/risc')).text).toContain('domains')
  expect((await ask(jwt, 'stream:update', { events_requested: [] })).status).toBe(400)
})
