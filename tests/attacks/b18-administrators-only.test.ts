// OWASP ASVS 5.0 §8.2.1 and §8.3.1: nobody but an administrator sees or does what administrators do. Everybody else meets
// what they meet at an address that is not there. By the administrator's own page the same acts work.
// Covers C9, D4, D5, D7, D8, D22, E13, E18, E20, F0, F2, F18.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { postForm, sessionFormFields } from '../support/account-form.ts'
import {
  type ActName,
  act,
  adminPages,
  eventsOf,
  outcomeOf,
  plantAdmin,
  setRole,
  textOf,
  visitAs,
} from '../support/administration.ts'
import { forgeAccessToken } from '../support/forge.ts'
import { readAllRights } from '../support/live-sessions.ts'
import { type PlantedSession, cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, namedSites } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const ownPage = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }

let victim: PlantedSession
let admin: PlantedSession
beforeAll(async () => {
  victim = await plantSession(stack)
  admin = await plantAdmin(stack)
})

/** Everybody who is no administrator, or no longer. */
async function outsiders(): Promise<[name: string, session: PlantedSession][]> {
  const withdrawn = await plantAdmin(stack)
  await setRole(stack, withdrawn.userId, 'user')
  const blocked = await plantAdmin(stack)
  await queryDatabase(stack, 'UPDATE users SET disabled_at = now() WHERE id = $1', [blocked.userId])
  const ended = await plantAdmin(stack)
  await queryDatabase(stack, 'UPDATE sessions SET revoked_at = now() WHERE id = $1', [
    ended.sessionId,
  ])
  const member = await plantSession(stack)
  const claims = { role: 'admin', email: member.email }
  const boastful = { ...member, accessToken: await forgeAccessToken(stack, member, { claims }) }
  return [
    ['a member', await plantSession(stack)],
    ['a member whose token says more', boastful],
    ['an administrator whose role was withdrawn', withdrawn],
    ['a blocked administrator', blocked],
    ['an administrator whose session was ended', ended],
  ]
}

// A page, what the router asks for, and what is asked ahead.
const kinds: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { 'next-router-prefetch': '1' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
]

function expectNothingOfAdmins(text: string): void {
  expect(textOf(text)).not.toContain(victim.email)
  expect(text).not.toContain(victim.sessionId)
  expect(text).not.toMatch(/Audit log|Administration|ADMIN_EMAILS|blockUserAction/)
}

test('nobody else is shown anything, however they ask', async () => {
  for (const [name, session] of await outsiders())
    for (const path of adminPages(victim.userId)) {
      const asked = everySite(stack).flatMap((url) => {
        const cookie = cookiesOf(session)
        return kinds.map((kind) => send(url + path, { headers: { ...kind, cookie } }))
      })
      for (const response of await Promise.all(asked)) {
        expect([200, 303, 307, 404, 503], `${name} ${path}`).toContain(response.status)
        expectNothingOfAdmins(await response.text())
      }
    }
})

test.each(namedSites(stack))(
  'a member meets the same as where there is nothing at all (%s)',
  async (_, url) => {
    const member = await plantSession(stack)
    const title = /<title>([^<]*)<\/title>/
    const nowhere = await visitAs(member, `${url}/${randomUUID()}`)
    const words = title.exec(await nowhere.text())?.[1]
    expect(words).toContain('Page not found')
    for (const path of [...adminPages(victim.userId), '/admin/nothing']) {
      const response = await visitAs(member, url + path)
      expect(response.status, path).toBe(404)
      expect(title.exec(await response.text())?.[1]).toBe(words)
    }
  },
)

test('a stranger is sent to sign in, and learns nothing of who is there', async () => {
  for (const url of everySite(stack))
    for (const path of [...adminPages(victim.userId), ...adminPages(randomUUID())]) {
      const response = await send(url + path)
      expect([303, 307]).toContain(response.status)
      const location = new URL(response.headers.get('location')!, url)
      expect(location.pathname).toBe('/login')
      expectNothingOfAdmins(await response.text())
    }
})

const acts: [ActName, () => Record<string, string>][] = [
  ['blockUserAction', () => ({ user: victim.userId, which: 'block' })],
  ['blockUserAction', () => ({ user: victim.userId, which: 'unblock' })],
  ['endUserSessionAction', () => ({ user: victim.userId, which: victim.sessionId })],
  ['endUserSessionAction', () => ({ user: victim.userId, which: 'all' })],
]

/** Nothing that a request could change has changed while `work` ran. */
async function expectNothingDone(work: () => Promise<void>): Promise<void> {
  const before = [await readAllRights(stack), await eventsOf(stack, victim.userId)]
  await work()
  expect([await readAllRights(stack), await eventsOf(stack, victim.userId)]).toEqual(before)
}

test('nobody else gets anything done by the actions, from whichever page they post them', async () => {
  const callers = [...(await outsiders()).map(([, session]) => session), null]
  await expectNothingDone(async () => {
    for (const url of everySite(stack))
      for (const [name, fields] of acts)
        for (const caller of callers)
          for (const path of ['/products', `/admin/users/${victim.userId}`]) {
            const options = { site: url, path, caller: ownPage }
            const response = await act(stack, caller, name, fields(), options)
            expect(response.status).toBeLessThan(500)
            const text = await response.clone().text()
            expect(await outcomeOf(response)).toBeNull()
            expectNothingOfAdmins(text)
          }
  })
})

const foreignCallers: Record<string, string>[] = [
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { origin: 'null' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'none' },
  { origin: `${stack.authUrl}.evil.example` },
  {},
]

test('no foreign page gets anything done in an administrator’s browser, with a script or with a form', async () => {
  const page = await visitAs(admin, `${site}/admin/users/${victim.userId}`)
  const form = sessionFormFields(await page.text(), 'block')
  const cookie = cookiesOf(admin)
  await expectNothingDone(async () => {
    for (const url of everySite(stack))
      for (const caller of foreignCallers) {
        for (const [name, fields] of acts)
          await act(stack, admin, name, fields(), { site: url, caller })
        // The form's own hidden fields are those of this build.
        if (url === stack.noMiddlewareUrl) continue
        const address = `${url}/admin/users/${victim.userId}`
        const response = await postForm(address, form, { ...caller, cookie })
        expect(response.status).toBe(403)
      }
  })
})

test('no act is done by asking for an address', async () => {
  const cookie = cookiesOf(admin)
  await expectNothingDone(async () => {
    for (const url of everySite(stack))
      for (const query of ['which=block', 'which=all', `which=${victim.sessionId}`])
        for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
          await send(`${url}/admin/users/${victim.userId}?user=${victim.userId}&${query}`, {
            method,
            headers: { ...ownPage, cookie },
          })
  })
})

test('by the administrator’s own page each works, so that nothing above fails by accident', async () => {
  for (const url of everySite(stack)) {
    const target = await plantSession(stack)
    const options = { site: url }
    const fields = (which: string) => ({ user: target.userId, which })
    const outcomes = [
      await act(stack, admin, 'endUserSessionAction', fields(target.sessionId), options),
      await act(stack, admin, 'endUserSessionAction', fields('all'), options),
      await act(stack, admin, 'blockUserAction', fields('block'), options),
      await act(stack, admin, 'blockUserAction', fields('unblock'), options),
    ].map(outcomeOf)
    expect(await Promise.all(outcomes)).toEqual(['ended', 'all_ended', 'blocked', 'unblocked'])
  }
})

test('a form without a script works by the same page', async () => {
  const target = await plantSession(stack)
  const address = `${site}/admin/users/${target.userId}`
  const page = await visitAs(admin, address)
  const form = sessionFormFields(await page.text(), 'block')
  const response = await postForm(address, form, { ...ownPage, cookie: cookiesOf(admin) })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('The user has been blocked and signed out everywhere.')
})

// As they are written in an address: some are no UTF-8 at all.
const encoded = [
  ...['a%00b', '%ED%A0%80', '%FF%FE', '%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80', 'e%CC%81', '%0D%0A'],
  ...['%25', '_', '%27', '%5C', "a'%3A*", '!(%26%7C%3C-%3E', '%27%3B%20DROP%20TABLE%20users%3B--'],
  ...['x'.repeat(8_000), '%F0%9F%98%80'.repeat(60), '%C2%A0', '%C2%85', '%EF%BB%BF', '%C2%AD'],
]

test('whatever an administrator’s address says is answered', async () => {
  const headers = { cookie: cookiesOf(admin) }
  for (const text of encoded) {
    const paths = [
      `/admin?q=${text}`,
      `/admin?q=a&q=${text}&state=${text}&after=${text}`,
      `/admin/users/${text}`,
      `/admin/audit?user=${text}&type=${text}&from=${text}&to=${text}&before=${text}`,
      `/admin/audit?user=${text}@${text}`,
    ]
    const sites = [site, stack.noMiddlewareUrl]
    const asked = sites.flatMap((url) => paths.map((path) => answerTo(url + path, { headers })))
    await Promise.all(asked)
  }
})

test('a name or an address with markup in it is text', async () => {
  const { userId } = await plantSession(stack)
  const markup = '<img src=x onerror=alert(1)></title><script>alert(1)</script>'
  await queryDatabase(stack, 'UPDATE users SET name = $2, email = $2 WHERE id = $1', [
    userId,
    markup,
  ])
  const agent = { userId, userAgent: markup, truncatedAddress: markup }
  await plantSession(stack, agent)
  for (const path of [
    '/admin?q=onerror',
    `/admin/users/${userId}`,
    `/admin/audit?user=${userId}`,
    `/admin?q=${encodeURIComponent(markup)}`,
    `/admin/audit?user=${encodeURIComponent(markup)}`,
  ]) {
    const html = await (await visitAs(admin, site + path)).text()
    expect(html).not.toMatch(/<img[^>]*onerror|<script>alert/)
    // Inside the quotes of an attribute it is text.
    expect(html.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[a-z][^>]*\son\w+=/i)
    expect(html.match(/<script/g)?.length).toBe(html.match(/<\/script>/g)?.length)
  }
  await queryDatabase(stack, 'DELETE FROM users WHERE id = $1', [userId])
})
