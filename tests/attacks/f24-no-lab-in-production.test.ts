// The session lab breaks sessions on purpose: without the local launcher's word there is no page, no action and no way to
// ask for one, and with it the site starts only on http://localhost, beside a Google on http://localhost.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readAllRights } from '../support/live-sessions.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const deeds = ['expire', 'pass_grace', 'steal', 'end_from_elsewhere']

let session: PlantedSession
beforeAll(async () => {
  session = await plantSession(stack)
})

function act(site: string, deed: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = `do=${deed}`
  return send(`${site}/lab/act`, {
    ...{ method: 'POST', body },
    headers: {
      cookie: cookiesOf(session),
      origin: stack.authUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      ...headers,
    },
  })
}

/** Next's own ways to spell an address, a slash less or a parameter more, are followed. */
async function follow(
  site: string,
  address: string,
  headers: Record<string, string>,
): Promise<Response> {
  const response = await send(site + address, { headers })
  if (![307, 308].includes(response.status)) return response
  const { pathname, search } = new URL(response.headers.get('location')!, site)
  expect(pathname).toMatch(/^\/lab(\/act)?$/)
  return follow(site, pathname + search, headers)
}

/** The router is told of a missing page in a payload, whose status is 200; there is nothing else in it. */
async function expectNotThere(site: string, address: string, headers: Record<string, string>) {
  const response = await follow(site, address, headers)
  const text = await response.text()
  expect(text, address).not.toMatch(/LabBench|Session lab/)
  if (headers.rsc && response.status === 200)
    expect(text, address).toMatch(/Page not found|NEXT_HTTP_ERROR_FALLBACK;404/)
  else expect(response.status, address).toBe(404)
}

describe('a site that was not started by the local launcher', () => {
  const claims: Record<string, string>[] = [
    {},
    { 'sec-fetch-mode': 'navigate' },
    { authorization: 'Bearer x' },
    { 'x-forwarded-host': 'localhost', 'x-gatehouse-lab': '1', 'gatehouse-lab': '1' },
    { cookie: 'GATEHOUSE_LAB=1' },
  ]

  const visitors = (): Record<string, string>[] => [
    {},
    { cookie: cookiesOf(session) },
    { cookie: cookiesOf(session), rsc: '1' },
  ]

  test('has no lab, for nobody, whatever is asked of it', async () => {
    const before = await readAllRights(stack)
    for (const site of everySite(stack)) {
      for (const headers of visitors())
        for (const address of ['/lab', '/lab?did=steal', '/lab/act', '/lab/'])
          await expectNotThere(site, address, headers)
      for (const headers of claims)
        for (const deed of deeds) expect((await act(site, deed, headers)).status).toBe(404)
      const page = await send(`${site}/products`, { headers: { cookie: cookiesOf(session) } })
      expect(await page.text()).not.toContain('href="/lab"')
    }
    expect(await readAllRights(stack)).toEqual(before)
  })

  test.each([
    ['the real Google', { AUTH_GOOGLE_ISSUER: 'https://accounts.google.com' }],
    ['an address that others reach', { AUTH_URL: 'https://shop.example.com' }],
  ])('does not start with a lab and %s', async (_, env) => {
    const start = startReplica(stack, { env: { GATEHOUSE_LAB: '1', ...env } })
    await expect(start).rejects.toThrow(/GATEHOUSE_LAB +refused/)
  })
})

describe('a site with a lab', () => {
  let lab: Replica
  beforeAll(async () => {
    lab = await startReplica(stack, { env: { GATEHOUSE_LAB: '1' } })
  })
  afterAll(() => lab.stop())

  test.each([
    ['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    [
      'a page of a sibling site',
      { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' },
      403,
    ],
    ['nobody', { cookie: '' }, 401],
  ])('does nothing for %s', async (_, headers, status) => {
    const before = await readAllRights(stack)
    for (const deed of deeds) expect((await act(lab.url, deed, headers)).status).toBe(status)
    expect(await readAllRights(stack)).toEqual(before)
  })

  test('does nothing to a session whose access token comes from another one', async () => {
    const other = await plantSession(stack)
    const cookie = cookiesOf({ ...session, accessToken: other.accessToken })
    const before = await readAllRights(stack)
    for (const deed of deeds) expect((await act(lab.url, deed, { cookie })).status).toBe(401)
    expect(await readAllRights(stack)).toEqual(before)
  })

  test('ends the session of the owner and of the thief, and no other', async () => {
    const own = await plantSession(stack)
    const elsewhere = await plantSession(stack, { userId: own.userId })
    const response = await act(lab.url, 'steal', { cookie: cookiesOf(own) })
    const text = await response.text()
    expect(JSON.parse(text)).toEqual({
      steps: [
        ...['thief_renewed', 'thief_is_let_in', 'grace_passed', 'owner_was_refused'],
        ...['thief_was_refused', 'thief_access_refused', 'session_is_over'],
      ],
    })
    const renewal = { method: 'POST', headers: { 'x-csrf': '1', cookie: cookiesOf(own) } }
    expect((await send(`${lab.url}/auth/refresh`, renewal)).status).toBe(401)
    const alive = { method: 'POST', headers: { 'x-csrf': '1', cookie: cookiesOf(elsewhere) } }
    expect((await send(`${lab.url}/auth/refresh`, alive)).status).toBe(200)
  })

  test('shows no token and no hash', async () => {
    const own = await plantSession(stack)
    const page = await send(`${lab.url}/lab`, { headers: { cookie: cookiesOf(own) } })
    expect(page.status).toBe(200)
    const text = await page.text()
    for (const secret of [own.refreshToken, own.accessToken]) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/[0-9a-f]{64}|eyJ/)
  })
})
