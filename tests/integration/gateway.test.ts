import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { FakeGoogle } from '../support/fake-google.ts'
import { type PlantedAccount, plantGoogleAccount } from '../support/planted-google.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const events = '/api/google/calendar/v3/calendars/primary/events'
let google: FakeGoogle
let replica: Replica
let user: PlantedAccount

beforeAll(async () => {
  google = await FakeGoogle.start(stack.clientId)
  const env = { AUTH_GOOGLE_ISSUER: google.issuer, GOOGLE_API_ORIGIN: google.issuer }
  replica = await startReplica(stack, { name: 'gateway', env })
  user = await plantGoogleAccount(stack, {
    issuer: google.issuer,
    accessToken: 'ya29.fresh',
    refreshToken: '1//refresh',
  })
})
afterAll(async () => {
  await replica.stop()
  await google.stop()
})
beforeEach(() => google.reset())

function ask(target: string, headers: Record<string, string> = {}, method = 'GET', body?: string) {
  const authorization = `Bearer ${user.accessToken}`
  return send(replica.url, {
    rawTarget: target,
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  })
}

describe('the gateway', () => {
  it('reads from Google with the user’s own token, and answers what Google answers', async () => {
    google.onApi = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', etag: '"7"' }).end('{"a":1}')
    }
    const response = await ask(`${events}?maxResults=5&q=team%20lunch`)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('{"a":1}')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('etag')).toBe('"7"')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(google.requests).toHaveLength(1)
    expect(google.requests[0]).toMatchObject({
      method: 'GET',
      target: '/calendar/v3/calendars/primary/events?maxResults=5&q=team+lunch',
      token: 'ya29.fresh',
    })
  })

  it('passes a question by POST on as it is', async () => {
    let received = ''
    google.onApi = async (request, response) => {
      for await (const chunk of request) received += String(chunk)
      response.setHeader('content-type', 'application/json').end('{"calendars":{}}')
    }
    const body = JSON.stringify({ timeMin: '2026-01-01T00:00:00Z', items: [{ id: 'primary' }] })
    const type = { 'content-type': 'application/json', 'content-length': String(body.length) }
    const response = await ask('/api/google/calendar/v3/freeBusy', type, 'POST', body)
    expect(response.status).toBe(200)
    expect(received).toBe(body)
  })

  it('answers an unchanged resource with 304', async () => {
    google.onApi = (request, response) => {
      response.writeHead(request.headers['if-none-match'] === '"7"' ? 304 : 200).end()
    }
    expect((await ask(events, { 'if-none-match': '"7"' })).status).toBe(304)
  })

  it('answers HEAD as GET, without a body', async () => {
    const response = await ask(events, {}, 'HEAD')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    expect(google.requests[0]?.method).toBe('HEAD')
  })

  it('is open to our own page by cookie, and to nobody else by cookie', async () => {
    const cookie = cookiesOf(user)
    const read = (headers: Record<string, string>) =>
      send(replica.url + events, { headers: { cookie, ...headers } })
    expect((await read({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    await expect(await read({ 'sec-fetch-site': 'cross-site' })).toBeProblem('untrusted_caller')
    await expect(await read({})).toBeProblem('untrusted_caller')
    expect(google.requests).toHaveLength(1)
  })

  it('says which permission is missing and where to grant it, and asks nothing of Google', async () => {
    const stranger = await plantSession(stack)
    const response = await ask(events, { authorization: `Bearer ${stranger.accessToken}` })
    await expect(response).toBeProblem('google_scope_required')
    expect(await response.json()).toMatchObject({
      connect_url: `${stack.authUrl}/auth/google/connect?scope=calendar`,
    })
    expect(google.requests).toEqual([])
  })

  it('is closed to somebody who is not signed in', async () => {
    const response = await send(replica.url + events)
    await expect(response).toBeProblem('unauthenticated')
  })
})
