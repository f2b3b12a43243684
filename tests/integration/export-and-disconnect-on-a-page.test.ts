// A person who follows the link of a download, or presses "Disconnect", is left on a page that says what happened; a
// program gets the problem document.
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newAddress, startCounting } from '../support/limits.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const ownPage = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }

function locationOf(response: Response): string {
  const url = new URL(response.headers.get('location')!, stack.authUrl)
  expect(url.origin).toBe(stack.authUrl)
  return url.pathname + url.search + url.hash
}

let counting: Replica
beforeAll(async () => {
  // One request a minute of everything.
  counting = await startCounting(stack, 0.0001)
})
afterAll(() => counting.stop())

test('a download nobody is signed in for leads to the login page and back to the account', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/api/account/export`, { headers: ownPage })
    expect(response.status).toBe(303)
    expect(locationOf(response)).toBe('/login?next=%2Faccount')
    const asked = await send(`${site}/api/account/export`, { headers: { 'x-csrf': '1' } })
    await expect(asked).toBeProblem('unauthenticated')
  }
})

test('too many downloads and disconnections are told on the account page', async () => {
  const headers = {
    cookie: cookiesOf(await plantSession(stack)),
    'x-forwarded-for': newAddress(),
  }
  const address = `${counting.url}/api/account/export`
  const first = await send(address, { headers: { ...headers, ...ownPage } })
  expect(first.status).toBe(200)
  await first.text()

  const second = await send(address, { headers: { ...headers, ...ownPage } })
  expect(second.status).toBe(303)
  expect(locationOf(second)).toBe('/account?export=too_many_attempts#own-data')
  const page = await send(`${counting.url}/account?export=too_many_attempts`, { headers })
  expect(await page.text()).toContain('Your data was downloaded too often within a minute.')
  const asked = await send(address, { headers: { ...headers, 'x-csrf': '1' } })
  await expect(asked).toBeProblem('too_many_requests')

  const disconnected = await send(`${counting.url}/auth/google/disconnect`, {
    method: 'POST',
    headers: { ...headers, ...ownPage, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'return=page',
  })
  expect(disconnected.status).toBe(303)
  expect(locationOf(disconnected)).toBe('/account?google=too_many_attempts#google')
})

test('a disconnection that the database cannot do now is told there, too', async () => {
  const headers = { cookie: cookiesOf(await plantSession(stack)), ...ownPage }
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN; LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE')
    const response = await send(`${stack.replicaUrls[0]}/auth/google/disconnect`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'return=page',
    })
    expect(response.status).toBe(303)
    expect(locationOf(response)).toBe('/account?google=service_unavailable#google')
  } finally {
    await client.end()
  }
})
