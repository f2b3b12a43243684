import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarEventsPath, listEvents } from './calendar-api.ts'
import { TestClient } from './client-for-tests.ts'
import { calendarScope } from './scopes.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
afterAll(() => rp.google.close())

async function askEvents(accessToken: string): Promise<Response> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return fetch(`${rp.issuer}${calendarEventsPath}`, { headers })
}

it('lists events to a token with the calendar scope', async () => {
  const tokens = await rp.getTokens('grace', { scope: `openid ${calendarScope}` })
  const response = await askEvents(tokens.access_token)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ kind: 'calendar#events' })
})

it('answers 403 without the scope and 401 without a token, as Google does', async () => {
  const { access_token: accessToken } = await rp.getTokens('ada')
  const forbidden = await askEvents(accessToken)
  expect(forbidden.status).toBe(403)
  expect(await forbidden.json()).toMatchObject({ error: { status: 'PERMISSION_DENIED' } })
  expect((await askEvents('ya29.unknown')).status).toBe(401)
})

it('puts one event on each of the coming days', () => {
  const events = listEvents('1', new Date('2030-01-01T15:00:00Z'))
  expect(events[0]).toMatchObject({ start: { dateTime: '2030-01-02T09:00:00.000Z' } })
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
})
