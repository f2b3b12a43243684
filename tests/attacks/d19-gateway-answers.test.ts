// What Google refuses, and what becomes of it.
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ProblemCode } from '@/lib/errors'
import { type Gateway, startGateway } from '../support/gateway.ts'

const stack = inject('stack')
let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway(stack)
})
afterAll(() => gateway.stop())
beforeEach(() => gateway.google.reset())

const googleText = 'Request had insufficient authentication scopes for boss@example.com'

function answerAlways(status: number, headers: Record<string, string> = {}, body?: object): void {
  gateway.google.onApi = (_, response) => {
    const error = { code: status, message: googleText, status: 'SOMETHING', ...body }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify({ error }))
  }
}

describe('a 401 of Google’s (D19)', () => {
  it('is renewed and asked again once, and the caller notices nothing', async () => {
    const user = await gateway.plant({ refreshToken: '1//once' })
    gateway.google.onApi = (request, response) => {
      const isOld = request.headers.authorization === 'Bearer ya29.fresh'
      response.writeHead(isOld ? 401 : 200, { 'content-type': 'application/json' }).end('{"a":1}')
    }
    const response = await gateway.ask(user)
    expect(await response.text()).toBe('{"a":1}')
    expect(gateway.google.renewals).toEqual(['1//once'])
    expect(gateway.google.requests).toHaveLength(2)
  })

  it('that stays one asks for a new connection, and does not renew on and on', async () => {
    const user = await gateway.plant({ refreshToken: '1//rejected' })
    answerAlways(401, { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' })
    for (let attempt = 0; attempt < 3; attempt++) {
      const response = await gateway.ask(user)
      await expect(response).toBeProblem('google_reconnect_required')
      expect(response.headers.get('www-authenticate')).toBeNull()
      expect(await response.json()).toMatchObject({
        connect_url: `${stack.authUrl}/auth/google/connect?scope=calendar`,
      })
    }
    expect(gateway.google.renewals).toHaveLength(1)
  })

  it('to a question whose body has streamed through is renewed, and left to the caller', async () => {
    const user = await gateway.plant({ refreshToken: '1//post' })
    gateway.google.onApi = (request, response) => {
      request.resume()
      const isOld = request.headers.authorization === 'Bearer ya29.fresh'
      response.writeHead(isOld ? 401 : 200, { 'content-type': 'application/json' }).end('{}')
    }
    const question = () =>
      gateway.ask(user, {
        rawTarget: '/api/google/calendar/v3/freeBusy',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': '2' },
        body: '{}',
      })
    const first = await question()
    await expect(first).toBeProblem('service_unavailable')
    expect(first.headers.get('retry-after')).not.toBeNull()
    expect((await question()).status).toBe(200)
    expect(gateway.google.requests).toHaveLength(2)
  })

  it('is nothing that a 403 is like', async () => {
    const user = await gateway.plant()
    answerAlways(403)
    await expect(await gateway.ask(user)).toBeProblem('google_forbidden')
    expect(gateway.google.renewals).toEqual([])
  })
})

describe('an error of Google’s (D20)', () => {
  const cases: [number, ProblemCode][] = [
    [400, 'google_request_refused'],
    [403, 'google_forbidden'],
    [404, 'not_found'],
    [409, 'google_conflict'],
    [412, 'google_conflict'],
    [429, 'google_rate_limited'],
    [500, 'google_failed'],
    [502, 'google_failed'],
    [503, 'service_unavailable'],
    [504, 'google_timeout'],
  ]

  it.each(cases)('%i keeps its class, Retry-After, and none of its text', async (status, code) => {
    const user = await gateway.plant()
    answerAlways(status, { 'retry-after': '17', 'x-google-secret': 'x' })
    const response = await gateway.ask(user)
    await expect(response).toBeProblem(code)
    expect(response.headers.get('retry-after')).toBe('17')
    expect(await response.text()).not.toMatch(/insufficient|boss|SOMETHING/)
  })

  it('403 for want of a scope says which permission is missing', async () => {
    const user = await gateway.plant()
    answerAlways(403, {}, { errors: [{ reason: 'insufficientPermissions' }] })
    const response = await gateway.ask(user)
    await expect(response).toBeProblem('google_scope_required')
  })

  it('that is no HTTP at all is a 502', async () => {
    const user = await gateway.plant()
    gateway.google.onApi = (request) => void request.socket.resetAndDestroy()
    await expect(await gateway.ask(user)).toBeProblem('google_failed')
    gateway.google.onApi = (request) => void request.socket.end('nonsense\r\n\r\n')
    await expect(await gateway.ask(user)).toBeProblem('google_failed')
  })
})
