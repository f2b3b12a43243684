import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'
import { findEndpoints, toGoogleUrl } from './endpoint-address'
import { type Endpoint, endpoints, services } from './endpoints'

const none = new URLSearchParams()
const rows: Endpoint[] = Object.values(endpoints)
const events = '/api/google/calendar/v3/calendars/primary/events'

function namesAt(pathname: string): string[] {
  return findEndpoints(pathname).map(({ name }) => name)
}

async function urlOf(pathname: string, query = none): Promise<string> {
  const { toGoogleUrl: toUrl } = await import('./endpoint-address')
  return toUrl(findEndpoints(pathname)[0]!, query).href
}

beforeEach(() => {
  setEnvironment()
})

describe('an address at the gateway', () => {
  it('leads to its row, with its parameters', () => {
    const [call] = findEndpoints(`${events}/abc123`)
    expect(call).toMatchObject({ name: 'calendar.events.get' })
    expect(call!.params).toEqual({ calendarId: 'primary', eventId: 'abc123' })
  })

  it('may name a calendar by its address, encoded as we would encode it', async () => {
    const id = 'en.usa%23holiday%40group.v.calendar.google.com'
    expect(await urlOf(`/api/google/calendar/v3/calendars/${id}/events`)).toBe(
      `https://www.googleapis.com/calendar/v3/calendars/${id}/events`,
    )
  })

  it.each([
    '/api/google',
    '/api/google/',
    '/api/google/calendar/v3/files',
    '/api/google/drive/v3/calendars/primary/events',
    '/api/google/Calendar/v3/calendars/primary/events',
    `${events}/`,
    `${events}/abc/instances`,
    `${events}//abc`,
    `${events}/abc%2f..`,
    `${events}/abc%2Finstances`,
    `${events}/abc%5cinstances`,
    `${events}/%2e%2e`,
    `${events}/..`,
    `${events}/%252e%252e`,
    `${events}/abc;x=1`,
    `${events}/abc%3Bx`,
    `${events}/abc%00`,
    `${events}/abc%0d%0aHost:%20evil`,
    `${events}/%61bc`,
    `${events}/abc%`,
    `${events}/ab c`,
    '/api/google/https://evil.example/',
    '/api/google//evil.example/calendar/v3',
    '/api/google/@evil.example/calendar/v3/freeBusy',
    '/api/google/calendar@evil.example/v3/freeBusy',
    '/api/google/calendar/v3/calendars/a@evil.example/events',
    '/api/google/calendar/v3/calendars/primary%40evil%2Fx/events',
    '/api/google/people/v1/people/me',
    '/api/google/people/v1/people/c1%3F',
    '/api%2fgoogle/calendar/v3/freeBusy',
    '/api/google/constructor/v3/files',
  ])('that is %s leads nowhere', (pathname) => expect(namesAt(pathname)).toEqual([]))

  it('leads nowhere but to the origins of the table, whatever it is', () => {
    const origins: string[] = Object.values(services).map(({ origin }) => origin)
    const part = fc.oneof(
      fc.constantFrom('calendar', 'v3', 'calendars', 'primary', 'events', '..', '%2e%2e', '@'),
      fc.webSegment(),
      fc.string(),
    )
    const path = fc.array(part).map((parts) => `/api/google/${parts.join('/')}`)
    fc.assert(
      fc.property(path, (pathname) => {
        for (const call of findEndpoints(pathname)) {
          const url = toGoogleUrl(call, none)
          expect(origins).toContain(url.origin)
          expect(url.username + url.password + url.hash + url.search).toBe('')
          expect(url.pathname.split('/')).toHaveLength(
            (services[call.endpoint.service].base + call.endpoint.path).split('/').length,
          )
        }
      }),
    )
  })
})

describe('the query', () => {
  it('passes where the row lists it', async () => {
    const query = new URLSearchParams({ maxResults: '5', q: 'team & me' })
    expect(new URL(await urlOf(events, query)).search).toBe('?maxResults=5&q=team+%26+me')
  })

  it.each([
    ['access_token=x', 'access_token'],
    ['key=x', 'key'],
    ['url=http://evil.example', 'url'],
    ['alt=media', 'alt'],
    ['callback=alert', 'callback'],
    ['maxResults=0', 'maxResults'],
    ['maxResults=5&maxResults=6', 'maxResults'],
    ['maxResults[]=5', 'maxResults[]'],
    ['q=%00', 'q'],
    ['q=%0d%0ax', 'q'],
    ['timeMin=tomorrow', 'timeMin'],
    ['__proto__=x', '__proto__'],
    ['toString=x', 'toString'],
  ])('%s is refused by name', (query, pointer) => {
    const [call] = findEndpoints(events)
    expect(() => toGoogleUrl(call!, new URLSearchParams(query))).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        faults: [expect.objectContaining({ pointer })],
      }),
    )
  })
})

describe('the origin', () => {
  const connections = '/api/google/people/v1/people/me/connections'

  it('is the one of the service', async () => {
    expect(await urlOf(connections)).toBe('https://people.googleapis.com/v1/people/me/connections')
  })

  it('is GOOGLE_API_ORIGIN for all of them where that is set', async () => {
    setEnvironment({ GOOGLE_API_ORIGIN: 'http://127.0.0.1:4000' })
    expect(await urlOf(connections)).toBe('http://127.0.0.1:4000/v1/people/me/connections')
    expect(await urlOf(events)).toMatch(/^http:\/\/127\.0\.0\.1:4000\/calendar\/v3\//)
  })
})

describe('every row of the table', () => {
  it.each(rows)('$method $path names a pattern for each parameter, and no other', (row) => {
    const named = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(named.sort()).toEqual(Object.keys(row.params).sort())
  })

  it.each(rows)('$method $path lets no separator and no control character through', (row) => {
    const patterns = Object.values(row.params)
    for (const pattern of patterns) {
      expect(pattern.source).toMatch(/^\^.*\$$/)
      for (const bad of ['/', '\\', '..', '.', '', '\0', '\r\n', '?', ';', '%2e', ' '])
        for (const value of [bad, `a${bad}b`, `a${bad}`])
          if (value === bad || /[/\\\0\r\n?;% ]/.test(value))
            expect(pattern.test(value), `${pattern} ${JSON.stringify(value)}`).toBe(false)
    }
    for (const pattern of Object.values(row.query)) expect(pattern.test('a\r\nb\0')).toBe(false)
  })

  // Next keeps the first ten megabytes of a body that the middleware has seen, and drops the rest without a word.
  it.each(rows)('$method $path takes a body that Next hands on whole', (row) => {
    expect(row.maxRequestBytes).toBeLessThanOrEqual(8 * 1_024 * 1_024)
  })
})
