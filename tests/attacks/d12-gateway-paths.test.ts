// OWASP ASVS 5.0 §13.2.4, §1.3.6: the gateway makes the requests of its table and no other. The Google behind it is a
// canary: of whatever is tried here it sees nothing.
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Gateway, eventsPath, startGateway } from '../support/gateway.ts'
import type { PlantedAccount } from '../support/planted-google.ts'

const stack = inject('stack')
const base = '/api/google'
const calendars = `${base}/calendar/v3/calendars`

const tricks = [
  `${base}/https://evil.example/calendar/v3/freeBusy`,
  `${base}/https:/evil.example/`,
  `${base}/https%3A%2F%2Fevil.example%2F`,
  `${base}//evil.example/calendar/v3/freeBusy`,
  `${base}/@evil.example/calendar/v3/freeBusy`,
  `${base}/calendar@evil.example/v3/freeBusy`,
  `${base}/calendar:443@evil.example/v3/freeBusy`,
  `${base}/127.0.0.1:9/calendar/v3/freeBusy`,
  `${base}/169.254.169.254/latest/meta-data`,
  `${base}/gmail/v1/users/me/messages`,
  `${base}/oauth2/v1/tokeninfo`,
  `${base}/calendar/v3/users/me/settings`,
  `${base}/calendar/v3/../v3/users/me/calendarList`,
  `${base}/calendar/v3/%2e%2e/v3/users/me/calendarList`,
  `${base}/calendar/v3/.%2e/v3/users/me/calendarList`,
  `${base}/calendar/v3/%252e%252e/v3/users/me/calendarList`,
  `${base}/calendar/./v3/users/me/calendarList`,
  `${base}/calendar/v3/users/me/calendarList/..%2f..%2f..%2fdrive`,
  `${calendars}/primary%2fevents`,
  `${calendars}/primary/events/%2e%2e%2f%2e%2e`,
  `${calendars}/primary/events/a%2fb`,
  `${calendars}/primary/events/a%252fb`,
  `${calendars}/primary/events/a%5cb`,
  `${calendars}/primary\\events`,
  `${calendars}/primary/events/a\\b`,
  `${calendars}/primary/events;x=1`,
  `${calendars}/primary;x=1/events`,
  `${calendars}/primary/events/a%3bb`,
  `${calendars}/primary/events/a%00`,
  `${calendars}/primary/events/a%0d%0aHost:%20evil.example`,
  `${calendars}/primary/events/a%09b`,
  `${calendars}/primary/events/a%7fb`,
  `${calendars}/primary/events/a%3fkey=x`,
  `${calendars}/primary/events/a%23b`,
  `${calendars}/primary/events/a%c0%afb`,
  `${calendars}/primary/events/a%u002fb`,
  `${calendars}/primary/events/%61bc`,
  `${calendars}/primary/events/a%`,
  `${calendars}//primary/events`,
  `${calendars}/primary/events/`,
  `${calendars}/primary/events.json`,
  `${calendars}/me@evil.example/events`,
  `${calendars}/evil%2f%40x.example/events`,
  `${calendars}/${'a'.repeat(3_000)}/events`,
  `/api%2fgoogle/calendar/v3/users/me/calendarList`,
  `/api/%67oogle/calendar/v3/users/me/calendarList`,
  `/API/GOOGLE/calendar/v3/users/me/calendarList`,
  `//evil.example/api/google/calendar/v3/users/me/calendarList`,
  `http://evil.example${calendars}/primary/events`,
  `https://www.googleapis.com${calendars}/primary/events`,
  `${base}/people/v1/people/me`,
  `${base}/people/v1/people/c1%2f..%2fme`,
  `${base}/drive/v3/files/abc/export`,
  `${base}/drive/v3/files/abc%2Fpermissions`,
]

const queries = [
  'url=http://evil.example/',
  'access_token=ya29.other',
  'key=AIza',
  'alt=media',
  'prettyPrint=false',
  'quotaUser=1',
  'callback=alert',
  '$.xgafv=1',
  'upload_protocol=raw',
  'maxResults=1&maxResults=2',
  'maxResults=1e9',
  'maxResults[]=1',
  'q=%0d%0aHost:%20evil.example',
  'userId=somebody-else',
]

describe.each([
  ['behind the middleware', false],
  ['without the middleware', true],
])('the gateway %s', (_, withoutMiddleware) => {
  let gateway: Gateway
  let user: PlantedAccount

  beforeAll(async () => {
    gateway = await startGateway(stack, { withoutMiddleware })
    user = await gateway.plant()
  })
  afterAll(() => gateway.stop())
  beforeEach(() => gateway.google.reset())

  it.each(tricks)('makes no request for %.120s', async (rawTarget) => {
    for (const method of ['GET', 'POST']) {
      const response = await gateway.ask(user, { rawTarget, method })
      expect(response.status, `${method} ${response.headers.get('location')}`).toBeGreaterThan(307)
      expect(response.status).toBeLessThan(500)
    }
    expect(gateway.google.requests).toEqual([])
  })

  it.each(queries)('makes no request with the query %s', async (query) => {
    const response = await gateway.ask(user, { rawTarget: `${eventsPath}?${query}` })
    await expect(response).toBeProblem('invalid_request')
    expect(gateway.google.requests).toEqual([])
  })

  it('passes nothing on that Next itself has dropped', async () => {
    await gateway.ask(user, { rawTarget: `${eventsPath}?__proto__=1&maxResults=5` })
    const targets = gateway.google.requests.map(({ target }) => target)
    expect(targets).toEqual(['/calendar/v3/calendars/primary/events?maxResults=5'])
  })

  it('makes the listed request with the same credentials', async () => {
    expect((await gateway.ask(user)).status).toBe(200)
    expect(gateway.google.requests).toHaveLength(1)
  })

  it('answers 405 with Allow where the path has another method (D13)', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await gateway.ask(user, { method })
      await expect(response).toBeProblem('method_not_allowed')
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    }
    const override = await gateway.ask(user, { headers: { 'x-http-method-override': 'DELETE' } })
    expect(override.status).toBe(200)
    expect(gateway.google.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  it('lets no raw control character into a request line', async () => {
    const port = Number(new URL(gateway.replicas[0]!.url).port)
    for (const bad of ['\t', '\u0001', '\u007f', '\u0000']) {
      const line = `GET ${calendars}/primary/events${bad}x HTTP/1.1\r\nHost: x\r\n`
      const head = `${line}Authorization: Bearer ${user.accessToken}\r\nConnection: close\r\n\r\n`
      expect(await exchange(port, head)).toMatch(/^HTTP\/1\.1 4/)
    }
    expect(gateway.google.requests).toEqual([])
  })

  it('knows whose request it is by the token alone (D22)', async () => {
    const other = await gateway.plant({ accessToken: 'ya29.other' })
    const headers = { 'x-user-id': other.userId, 'x-goog-authenticated-user-id': other.subject }
    expect((await gateway.ask(user, { headers })).status).toBe(200)
    expect(gateway.google.requests[0]?.token).toBe('ya29.fresh')
  })
})

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    let answer = ''
    socket.setTimeout(5_000, () => socket.destroy(new Error('never answered')))
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
