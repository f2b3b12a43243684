import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TestClient } from '../client-for-tests.ts'
import type { RecordedRequest } from '../request-log.ts'
import { calendarScope, contactsScope, driveReadScope, driveScope } from '../scopes.ts'
import { askApi, readApi } from './ask-api-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(() => rp.control('DELETE', 'state'))
afterAll(() => rp.google.close())

const apis = [
  { path: '/calendar/v3/calendars/primary/events', scope: calendarScope },
  { path: '/drive/v3/files', scope: driveScope },
  { path: '/v1/people/me/connections?personFields=names', scope: contactsScope },
]

async function tokenFor(persona: string, ...scopes: string[]): Promise<string> {
  const scope = ['openid', ...scopes].join(' ')
  return (await rp.getTokens(persona, { scope, access_type: 'offline' })).access_token
}

it.each(apis)('opens $path to its own scope only', async ({ path, scope }) => {
  await rp.control('POST', 'forget-consents')
  const others = apis.map((api) => api.scope).filter((other) => other !== scope)
  expect((await askApi(rp, path, await tokenFor('grace', scope))).status).toBe(200)

  const refused = await askApi(rp, path, await tokenFor('ada', ...others))
  expect(refused.status).toBe(403)
  expect(refused.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
  expect(await refused.json()).toMatchObject({
    error: {
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
    },
  })
})

it.each(apis)('answers 401 at $path to a token that is unknown', async ({ path }) => {
  const response = await askApi(rp, path, 'ya29.unknown')
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect(await response.json()).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } })
})

it('answers 401 once the grant is withdrawn', async () => {
  const token = await tokenFor('rosalind', driveScope)
  expect((await askApi(rp, '/drive/v3/files', token)).status).toBe(200)
  await rp.control('POST', 'withdraw-grant', { persona: 'rosalind' })
  expect((await askApi(rp, '/drive/v3/files', token)).status).toBe(401)
})

it('answers 401 once a short-lived access token is over', async () => {
  await rp.set({ tokens: { accessTokenSeconds: 1 } })
  const token = await tokenFor('grace', driveScope)
  const statuses = new Set<number>()
  const deadline = Date.now() + 5_000
  while (!statuses.has(401) && Date.now() < deadline) {
    statuses.add((await askApi(rp, '/drive/v3/files', token)).status)
  }
  expect([...statuses]).toEqual([200, 401])
})

it('gives each account its own data', async () => {
  const [grace, ada] = await Promise.all(
    ['grace', 'ada'].map(async (persona) => {
      const token = await tokenFor(persona, driveScope)
      return readApi<{ files: { id: string }[] }>(rp, '/drive/v3/files', token)
    }),
  )
  const ids = new Set(grace!.files.map(({ id }) => id))
  expect(ada!.files.filter(({ id }) => ids.has(id))).toEqual([])
})

it('tells a crowd apart, each with a subject, an address and a token of their own', async () => {
  const people = ['user1', 'user2', 'user9999']
  await Promise.all(people.map((persona) => tokenFor(persona, calendarScope)))
  await rp.control('DELETE', 'requests')
  for (const persona of people) {
    const token = await tokenFor(persona, calendarScope)
    const { summary } = await readApi<{ summary: string }>(rp, apis[0]!.path, token)
    expect(summary).toBe(`${persona}@example.com`)
  }
  const requests = await getRequests('calendar')
  expect(new Set(requests.map(({ sub }) => sub)).size).toBe(3)
  expect((await rp.control('POST', 'withdraw-grant', { persona: 'user0' })).status).toBe(400)
})

async function getRequests(endpoint: string): Promise<RecordedRequest[]> {
  const response = await rp.control('GET', 'requests')
  const { requests } = (await response.json()) as { requests: RecordedRequest[] }
  return requests.filter((request) => request.endpoint === endpoint)
}

it('records with which headers and which token it was asked, and for whom', async () => {
  const token = await tokenFor('grace', driveScope)
  await rp.control('DELETE', 'requests')
  const headers = { cookie: 'secret=1', 'x-trace': 'seen' }
  await askApi(rp, '/drive/v3/files?pageSize=3', token, { headers })
  const [request] = await getRequests('drive')
  expect(request).toMatchObject({
    sub: '108642000000000000029',
    tokenSha256: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    headers: { 'x-trace': 'seen', cookie: { length: 8 } },
    query: { pageSize: '3' },
    status: 200,
  })
  expect(JSON.stringify(request)).not.toContain(token)
})

it('shows files in the fields that were asked for', async () => {
  const token = await tokenFor('grace', driveScope)
  const query = 'pageSize=2&fields=nextPageToken,files(id,modifiedTime)'
  const page = await readApi<{ files: object[] }>(rp, `/drive/v3/files?${query}`, token)
  expect(page.files.map((file) => Object.keys(file))).toEqual([
    ['id', 'modifiedTime'],
    ['id', 'modifiedTime'],
  ])
  const [first] = page.files as { id: string }[]
  const file = await readApi<object>(rp, `/drive/v3/files/${first!.id}`, token)
  expect(Object.keys(file)).toEqual(['kind', 'id', 'name', 'mimeType'])
})

it('hands out the content of a file to the scope that reads content', async () => {
  const find = async (token: string) => {
    const query = 'fields=files(id,name,size)'
    const { files } = await readApi<{ files: { id: string; name: string; size?: string }[] }>(
      rp,
      `/drive/v3/files?${query}`,
      token,
    )
    return files.find(({ name }) => name === 'Contract.pdf')!
  }
  const metadataOnly = await tokenFor('ada', driveScope)
  const { id } = await find(metadataOnly)
  expect((await askApi(rp, `/drive/v3/files/${id}?alt=media`, metadataOnly)).status).toBe(403)

  const reader = await tokenFor('wendy', driveReadScope)
  const file = await find(reader)
  const response = await askApi(rp, `/drive/v3/files/${file.id}?alt=media`, reader)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect((await response.arrayBuffer()).byteLength).toBe(Number(file.size))
})

it('lists contacts with the fields that were asked for, and insists on some', async () => {
  const token = await tokenFor('grace', contactsScope)
  const path = '/v1/people/me/connections'
  expect((await askApi(rp, path, token)).status).toBe(400)
  const query = 'personFields=names,phoneNumbers&pageSize=5'
  const page = await readApi<{ connections: object[] }>(rp, `${path}?${query}`, token)
  expect(page).toMatchObject({ totalPeople: 24, nextPageToken: expect.any(String) as unknown })
  expect(page.connections).toHaveLength(5)
  expect(page.connections[0]).toHaveProperty('names')
  expect(page.connections[0]).not.toHaveProperty('emailAddresses')
})

it('misbehaves at one API and not at another', async () => {
  const token = await tokenFor('grace', calendarScope, driveScope)
  await rp.set({ endpoints: { drive: { status: 429, headers: { 'retry-after': '11' } } } })
  const refused = await askApi(rp, '/drive/v3/files', token)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '11'])
  expect((await askApi(rp, apis[0]!.path, token)).status).toBe(200)
})
