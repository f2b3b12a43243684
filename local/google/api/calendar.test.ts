import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClient } from '../client-for-tests.ts'
import { calendarEventsScope, calendarScope } from '../scopes.ts'
import { askApi, readApi } from './ask-api-for-tests.ts'
import { listEvents } from './calendar.ts'

interface Listed {
  items: { id: string; summary: string; start: { date: string } | { dateTime: string } }[]
  nextPageToken?: string
}

let rp: TestClient
let token: string
beforeAll(async () => {
  rp = await TestClient.start()
  token = (await rp.getTokens('grace', { scope: `openid ${calendarScope}` })).access_token
})
afterAll(() => rp.google.close())

const primary = '/calendar/v3/calendars/primary/events'
const listed = (query: string) => readApi<Listed>(rp, `${primary}?${query}`, token)
const startOf = ({ start }: Listed['items'][number]) =>
  Date.parse('date' in start ? start.date : start.dateTime)

it('lists what is to come, the nearest first', async () => {
  const now = new Date()
  const query = `timeMin=${now.toISOString()}&singleEvents=true&orderBy=startTime&maxResults=5`
  const { items } = await listed(query)
  expect(items).toHaveLength(5)
  const starts = items.map(startOf)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  expect(starts[0]).toBeGreaterThan(now.getTime() - 86_400_000)
})

it('goes on where the page token says, without loss or repetition', async () => {
  const ids: string[] = []
  let pageToken = ''
  do {
    const page = await listed(`singleEvents=true&maxResults=7&pageToken=${pageToken}`)
    ids.push(...page.items.map(({ id }) => id))
    pageToken = page.nextPageToken ?? ''
  } while (pageToken)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(listEvents('', '', new Date()).length)
})

it('shows a series as one event with its rule unless single events are asked for', async () => {
  const { items } = await listed('q=stand-up')
  expect(items).toEqual([expect.objectContaining({ recurrence: [expect.stringMatching('RRULE')] })])
  expect((await listed('q=stand-up&singleEvents=true')).items).toHaveLength(30)
})

it('bounds by the end of an event below and by its start above, both exclusive', async () => {
  const [review] = (await listed('q=design%20review')).items
  const startMs = startOf(review!)
  const count = async (bound: string, ms: number) => {
    const query = new URLSearchParams({ q: 'design review', [bound]: new Date(ms).toISOString() })
    return (await listed(query.toString())).items.length
  }
  expect(await count('timeMin', startMs + 3_600_000)).toBe(0)
  expect(await count('timeMin', startMs + 3_599_000)).toBe(1)
  expect(await count('timeMax', startMs)).toBe(0)
  expect(await count('timeMax', startMs + 1_000)).toBe(1)
})

it.each([
  'orderBy=startTime',
  'timeMin=2030-01-01',
  'timeMin=2030-01-01T00:00:00',
  'maxResults=0',
  'maxResults=many',
  'pageToken=nonsense',
])('refuses %s with 400', async (query) => {
  const response = await askApi(rp, `${primary}?${query}`, token)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { code: 400, errors: [{}] } })
})

it('gives one event, by the address of the calendar as well, and 404 for what is not there', async () => {
  const { items } = await listed('singleEvents=true&maxResults=1')
  const id = items[0]!.id
  const byAddress = `/calendar/v3/calendars/${encodeURIComponent('grace@example.com')}/events`
  expect(await readApi(rp, `${byAddress}/${id}`, token)).toMatchObject({ id })
  for (const path of [`${primary}/absent`, '/calendar/v3/calendars/other/events', '/calendar/x']) {
    const response = await askApi(rp, path, token)
    expect(response.status, path).toBe(404)
    expect(await response.json()).toMatchObject({ error: { errors: [{ reason: 'notFound' }] } })
  }
})

it('lists the calendars, the own one first', async () => {
  const { items } = await readApi<Listed>(rp, '/calendar/v3/users/me/calendarList', token)
  expect(items[0]).toMatchObject({ id: 'grace@example.com', primary: true, accessRole: 'owner' })
})

it('answers when the person is busy, by POST', async () => {
  const from = new Date()
  const body = {
    timeMin: from.toISOString(),
    timeMax: new Date(from.getTime() + 3 * 86_400_000).toISOString(),
    items: [{ id: 'primary' }, { id: 'unknown' }],
  }
  const init = { method: 'POST', body: JSON.stringify(body) }
  const response = await askApi(rp, '/calendar/v3/freeBusy', token, init)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    calendars: {
      primary: {
        busy: expect.arrayContaining([
          { start: expect.any(String), end: expect.any(String) },
        ]) as unknown,
      },
      unknown: { errors: [{ reason: 'notFound' }] },
    },
  })
})

it('lets the narrower scope read events and nothing else', async () => {
  const { access_token: narrow } = await rp.getTokens('ada', {
    scope: `openid ${calendarEventsScope}`,
  })
  expect((await askApi(rp, primary, narrow)).status).toBe(200)
  expect((await askApi(rp, '/calendar/v3/users/me/calendarList', narrow)).status).toBe(403)
})
