import { afterEach, beforeAll, expect, inject, test } from 'vitest'
import { GoogleControl, type GoogleSettings } from '../support/local-google.ts'
import { cookiesOf } from '../support/planted-session.ts'
import {
  type AccountPlanting,
  driveScope,
  plantGoogleAccount,
  readAccount,
} from '../support/planted-google.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

beforeAll(() => google.reset())
afterEach(() => google.reset())

/** The page as a browser without JavaScript gets it: whole, with Google's answer in it. */
async function showAccount(
  planting: Partial<AccountPlanting>,
  calendar: NonNullable<GoogleSettings['endpoints']>['calendar'] = null,
) {
  await google.set({ endpoints: { calendar } })
  const account = await plantGoogleAccount(stack, {
    issuer: stack.googleUrl,
    accessToken: 'fresh-and-secret',
    ...planting,
  })
  const headers = { cookie: cookiesOf(account) }
  const pages = await Promise.all(
    everySite(stack).map(async (site) => {
      const response = await send(`${site}/account?events=awaited`, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toContain('no-store')
      const text = await response.text()
      expect(text).not.toContain('fresh-and-secret')
      return text
    }),
  )
  return { account, pages }
}

function answer(items: unknown[], timeZone = 'Europe/Zurich') {
  return { status: 200, body: { kind: 'calendar#events', timeZone, items } as never }
}

test('shows the next events in the calendar’s own time zone', async () => {
  const { pages } = await showAccount(
    {},
    answer([
      { id: 'a', summary: 'Choir', location: 'Hall', start: { dateTime: '2031-03-04T18:30:00Z' } },
      { id: 'b', summary: 'Fair', start: { date: '2031-03-06' } },
      { id: 'c', start: { dateTime: '2031-03-07T09:00:00+01:00' } },
    ]),
  )
  for (const page of pages) {
    expect(page).toContain('Choir')
    expect(page).toContain('Tuesday 4 March, 19:30')
    expect(page).toContain('Thursday 6 March, all day')
    expect(page).toContain('Without a title')
    expect(page).toContain('Europe/Zurich')
  }
})

test('says so where nothing is planned', async () => {
  const { pages } = await showAccount({}, answer([]))
  for (const page of pages) expect(page).toContain('Nothing is planned in your calendar.')
})

test('asks Google for nothing where the calendar is not connected, and says so', async () => {
  await google.clearRequests()
  const { pages } = await showAccount({ scopes: [driveScope] })
  for (const page of pages) {
    expect(page).toContain('Your calendar is not connected.')
    expect(page).toContain('/auth/google/connect?scope=calendar&amp;next=%2Faccount')
  }
  expect(await google.requests('calendar')).toEqual([])
})

test('asks to reconnect where Google refuses what is stored, and keeps the session', async () => {
  const { account, pages } = await showAccount({
    expiresInSeconds: -60,
    refreshToken: '1//unknown-to-google',
  })
  for (const page of pages) expect(page).toContain('Google access was removed.')
  expect((await readAccount(stack, account.accountId)).needs_reconsent).toBe(true)
})

test.each([
  ['fails', { status: 503 }],
  ['limits', { status: 429 }],
  ['answers with something else', { status: 200, body: 'not JSON' as never }],
  ['answers with another shape', { status: 200, body: { items: [{ id: 1 }] } as never }],
  ['answers with too much', { bodyBytes: 5_000_000 }],
  ['drops the line', { resetConnection: true }],
])('says that Google is having trouble where it %s', async (_, fault) => {
  const { pages } = await showAccount({}, fault)
  for (const page of pages) {
    expect(page).toContain('Google is having trouble')
    expect(page).toContain('Reference:')
    expect(page).toContain('Sign out everywhere')
  }
})

test('shows what stands in a calendar as text, and cut to a bearable length', async () => {
  const { pages } = await showAccount(
    {},
    answer([
      {
        id: 'a',
        summary: '<img src=x onerror=alert(1)>',
        location: `<script>alert(2)</script>${'x'.repeat(5_000)}`,
        start: { dateTime: '2031-03-04T18:30:00Z' },
        description: 'secret-description',
        attendees: [{ email: 'guest@secret.example' }],
      },
    ]),
  )
  for (const page of pages) {
    expect(page).not.toMatch(/<img src=x|<script>alert/)
    expect(page).not.toContain('x'.repeat(300))
    expect(page).not.toContain('secret')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  }
})

test('takes a time zone that does not exist for UTC', async () => {
  const { pages } = await showAccount(
    {},
    answer(
      [{ id: 'a', summary: 'Choir', start: { dateTime: '2031-03-04T18:30:00Z' } }],
      'Mars/Base',
    ),
  )
  for (const page of pages) expect(page).toContain('Tuesday 4 March, 18:30')
})

test('does not hold up the page while Google hangs', async () => {
  await google.set({ endpoints: { calendar: { delayMs: 3_000 } } })
  const account = await plantGoogleAccount(stack, {
    issuer: stack.googleUrl,
    accessToken: 'fresh-and-secret',
  })
  const begun = performance.now()
  const response = await fetch(`${stack.replicaUrls[0]}/account`, {
    headers: { cookie: cookiesOf(account) },
  })
  const reader = response.body!.getReader()
  let text = ''
  while (!text.includes('Asking Google for your events')) {
    const { value, done } = await reader.read()
    expect(done).toBe(false)
    text += new TextDecoder().decode(value)
  }
  expect(performance.now() - begun).toBeLessThan(2_000)
  expect(text).toContain('Google permissions')
  await reader.cancel()
})
