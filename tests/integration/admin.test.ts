// The administrators' pages and what they do there.
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { toAuditCursor } from '@/lib/audit/audit-cursor'
import {
  type EventRow,
  act,
  adminPages,
  eventsOf,
  outcomeOf,
  plantAdmin,
  setRole,
  textOf,
  visitAs,
} from '../support/administration.ts'
import { signIn } from '../support/login.ts'
import { plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site, second] = stack.replicaUrls

function nameOf(): string {
  return `n${randomUUID().replaceAll('-', '')}`
}

async function rename(userId: string, name: string, email?: string): Promise<void> {
  await queryDatabase(
    stack,
    'UPDATE users SET name = $2, email = COALESCE($3, email) WHERE id = $1',
    [userId, name, email ?? null],
  )
}

/** The ids of the users that a list shows. */
async function listed(address: string): Promise<string[]> {
  const admin = await plantAdmin(stack)
  const response = await visitAs(admin, site + address)
  expect(response.status).toBe(200)
  const html = await response.text()
  return [...html.matchAll(/<a [^>]*href="\/admin\/users\/([0-9a-f-]{36})"/g)].map(([, id]) => id!)
}

function found(q: string, state = ''): Promise<string[]> {
  return listed(`/admin?q=${encodeURIComponent(q)}&state=${state}`)
}

async function isDisabled(userId: string): Promise<boolean> {
  const [row] = await queryDatabase<{ disabled_at: Date | null }>(
    stack,
    'SELECT disabled_at FROM users WHERE id = $1',
    [userId],
  )
  return row!.disabled_at !== null
}

test('an administrator sees every page on every replica, never cached', async () => {
  const admin = await plantAdmin(stack)
  for (const url of everySite(stack))
    for (const path of adminPages(admin.userId)) {
      const response = await visitAs(admin, url + path)
      expect(response.status, path).toBe(200)
      expect(response.headers.get('cache-control')).toContain('no-store')
    }
})

test('a user is found by the beginnings of words of the name and the address, whatever their case', async () => {
  const { userId } = await plantSession(stack)
  const [first, last, host] = [nameOf(), nameOf(), nameOf()]
  await rename(userId, `Zoë ${first} O’${last}-Ünal`, `zoe.${first}@${host}.example`)
  for (const q of [
    first,
    first.toUpperCase(),
    first.slice(0, 20),
    `${last}-ünal ${first}`,
    `O’${last}`,
    `zoë ${first}`,
    `zoe.${first}@${host}.example`,
    `ZOE ${host.slice(0, 12)}`,
    `  ${first}\t `,
    `${first} %_'\\"`,
  ])
    expect(await found(q), q).toEqual([userId])
  for (const q of [`x${first}`, `${first} nobody`, first.slice(4), `${first}x`])
    expect(await found(q), q).toEqual([])
})

test.each([
  '%',
  '_',
  "'",
  '\\',
  "' OR 1=1--",
  '*',
  ':*',
  '!',
  '()',
  '|',
  '&',
  '<->',
  '\u00b7\u00b7',
])('a search for %j finds nobody rather than everybody', async (q) => {
  expect(await found(q)).toEqual([])
})

test('users are narrowed to the active, the blocked and the administrators', async () => {
  const name = nameOf()
  const [member, blocked] = [await plantSession(stack), await plantSession(stack)]
  const admin = await plantAdmin(stack)
  for (const { userId } of [member, blocked, admin]) await rename(userId, name)
  await queryDatabase(stack, 'UPDATE users SET disabled_at = now() WHERE id = $1', [blocked.userId])
  const ids = (...sessions: { userId: string }[]) => sessions.map(({ userId }) => userId).sort()
  expect((await found(name)).sort()).toEqual(ids(member, blocked, admin))
  expect((await found(name, 'active')).sort()).toEqual(ids(member, admin))
  expect(await found(name, 'blocked')).toEqual(ids(blocked))
  expect(await found(name, 'admins')).toEqual(ids(admin))
  expect((await found(name, 'nonsense')).sort()).toEqual(ids(member, blocked, admin))
})

test('pages of users follow each other without a gap and without anybody twice, also while somebody joins', async () => {
  const name = nameOf()
  await queryDatabase(
    stack,
    `INSERT INTO users (id, email, email_verified, name)
     SELECT gen_random_uuid(), g || '@pages.example', true, $1 FROM generate_series(1, 60) g`,
    [name],
  )
  const admin = await plantAdmin(stack)
  const seen: string[] = []
  let address: string | undefined = `/admin?q=${name}`
  for (let page = 0; address; page++) {
    const html: string = await (await visitAs(admin, site + address)).text()
    const ids = [...html.matchAll(/<a [^>]*href="\/admin\/users\/([0-9a-f-]{36})"/g)]
    expect(ids.length).toBe(page < 2 ? 25 : 10)
    seen.push(...ids.map(([, id]) => id!))
    address = /href="(\/admin\?[^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    if (page === 0)
      await queryDatabase(
        stack,
        `INSERT INTO users (id, email, email_verified, name)
         VALUES ('ffffffff-ffff-4fff-bfff-ffffffffffff', 'late@pages.example', true, $1)`,
        [name],
      )
  }
  expect(new Set(seen).size).toBe(60)
  await queryDatabase(stack, "DELETE FROM users WHERE email LIKE '%@pages.example'")
})

test('one user is shown with sessions, favourites and events, and without anything that opens something', async () => {
  const session = await plantSession(stack, {
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0 marker-of-mine',
    truncatedAddress: '203.0.113.0/24',
  })
  await queryDatabase(
    stack,
    'INSERT INTO favourites (user_id, product_id) SELECT $1, id FROM products LIMIT 3',
    [session.userId],
  )
  const admin = await plantAdmin(stack)
  const html = await (await visitAs(admin, `${site}/admin/users/${session.userId}`)).text()
  expect(html).toContain('Firefox on Linux')
  expect(html).toContain('network 203.0.113.0')
  expect(html).toMatch(/Favourites<\/dt><dd[^>]*>3</)
  const { token_hash: hash } = await readSession(stack, session.sessionId)
  for (const secret of [session.refreshToken, hash.toString('hex'), hash.toString('base64')])
    expect(html).not.toContain(secret)
  expect(html).not.toContain('marker-of-mine')
})

test('what cannot be or is nobody’s id is not found', async () => {
  const admin = await plantAdmin(stack)
  for (const id of [randomUUID(), 'x', '%27', `${admin.userId}x`, '0'.repeat(3_000)])
    expect((await visitAs(admin, `${site}/admin/users/${id}`)).status, id).toBe(404)
})

test('blocking ends all sessions at once here and within a second everywhere, and names who did it', async () => {
  const admin = await plantAdmin(stack)
  const own = await plantSession(stack)
  const other = await plantSession(stack, { userId: own.userId })
  for (const url of everySite(stack))
    expect(
      (await send(`${url}/auth/me`, { headers: { authorization: `Bearer ${own.accessToken}` } }))
        .status,
    ).toBe(200)
  const fields = { user: own.userId, which: 'block' }
  expect(await outcomeOf(await act(stack, admin, 'blockUserAction', fields))).toBe('blocked')
  const blockedAt = performance.now()
  const bearer = { authorization: `Bearer ${own.accessToken}` }
  expect((await send(`${site}/auth/me`, { headers: bearer })).status).toBe(401)
  for (const url of everySite(stack))
    expect((await refresh(url, other.refreshToken)).status).toBe(401)
  await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - blockedAt)))
  for (const { accessToken } of [own, other]) await expectRefusedEverywhere(stack, accessToken)

  const by = { actor_session_id: admin.sessionId, truncated_address: null }
  const ended = { ...by, type: 'session_revoked', reason: 'user_blocked' }
  const sessionIds = [own.sessionId, other.sessionId].sort()
  expect(await eventsOf(stack, own.userId)).toEqual(
    expect.arrayContaining<EventRow>([
      { ...by, type: 'user_disabled', session_id: null, reason: null },
      { ...ended, session_id: sessionIds[0]! },
      { ...ended, session_id: sessionIds[1]! },
    ]),
  )
  expect(await eventsOf(stack, own.userId)).toHaveLength(3)
})

test('unblocking lets somebody sign in again, brings no session back and names who did it', async () => {
  const admin = await plantAdmin(stack)
  const { jar } = await signIn(stack, { persona: 'user9101' })
  const cookie = { refreshToken: jar.get('gatehouse-session')!, accessToken: '' }
  const [row] = await queryDatabase<{ id: string }>(
    stack,
    "SELECT id FROM users WHERE email LIKE 'user9101@%'",
  )
  const user = row!.id
  await act(stack, admin, 'blockUserAction', { user, which: 'block' })
  await expect(signIn(stack, { persona: 'user9101' })).rejects.toThrow()
  const outcome = await act(stack, admin, 'blockUserAction', { user, which: 'unblock' })
  expect(await outcomeOf(outcome)).toBe('unblocked')
  expect((await refresh(second, cookie.refreshToken)).status).toBe(401)
  await signIn(stack, { persona: 'user9101' })
  const events = await eventsOf(stack, user)
  expect(events.filter(({ type }) => type === 'user_enabled')).toEqual([
    expect.objectContaining({ actor_session_id: admin.sessionId }),
  ])
})

test('blocking the same user from everywhere at once is one event, and so is unblocking', async () => {
  const admins = await Promise.all(Array.from({ length: 3 }, () => plantAdmin(stack)))
  const { userId } = await plantSession(stack)
  for (const [which, type] of [
    ['block', 'user_disabled'],
    ['unblock', 'user_enabled'],
  ] as const) {
    const acts = Array.from({ length: 12 }, (_, at) =>
      act(
        stack,
        admins[at % 3]!,
        'blockUserAction',
        { user: userId, which },
        { site: everySite(stack)[at % 3]! },
      ),
    )
    for (const response of await Promise.all(acts))
      expect(await outcomeOf(response)).toBe(`${which}ed`)
    const events = await eventsOf(stack, userId)
    expect(events.filter((event) => event.type === type)).toHaveLength(1)
  }
  expect(await eventsOf(stack, userId)).toHaveLength(3)
})

test('of two administrators who block each other at once, one is left', async () => {
  for (let round = 0; round < 10; round++) {
    const [first, other] = [await plantAdmin(stack), await plantAdmin(stack)]
    await Promise.all([
      act(stack, first, 'blockUserAction', { user: other.userId, which: 'block' }, { site }),
      act(
        stack,
        other,
        'blockUserAction',
        { user: first.userId, which: 'block' },
        { site: second },
      ),
    ])
    const states = await Promise.all([first, other].map(({ userId }) => isDisabled(userId)))
    expect(states.sort()).toEqual([false, true])
  }
})

test('blocking during a sign-in of the same person leaves no session behind', async () => {
  const admin = await plantAdmin(stack)
  await signIn(stack, { persona: 'user9102' })
  const [row] = await queryDatabase<{ id: string }>(
    stack,
    "SELECT id FROM users WHERE email LIKE 'user9102@%'",
  )
  const user = row!.id
  for (let round = 0; round < 3; round++) {
    await Promise.allSettled([
      signIn(stack, { persona: 'user9102' }),
      signIn(stack, { persona: 'user9102' }),
      act(stack, admin, 'blockUserAction', { user, which: 'block' }, { site: second }),
    ])
    const live = await queryDatabase(
      stack,
      'SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL',
      [user],
    )
    expect(live).toEqual([])
    await act(stack, admin, 'blockUserAction', { user, which: 'unblock' })
  }
})

test('one session is ended, or all, and the record names who did it', async () => {
  const admin = await plantAdmin(stack)
  const first = await plantSession(stack)
  const { userId } = first
  const [next, last] = [
    await plantSession(stack, { userId }),
    await plantSession(stack, { userId }),
  ]
  const one = { user: userId, which: first.sessionId.toUpperCase() }
  expect(await outcomeOf(await act(stack, admin, 'endUserSessionAction', one))).toBe('ended')
  expect(await outcomeOf(await act(stack, admin, 'endUserSessionAction', one))).toBe('ended')
  expect((await readSession(stack, next.sessionId)).revoked_at).toBeNull()
  const all = { user: userId, which: 'all' }
  expect(await outcomeOf(await act(stack, admin, 'endUserSessionAction', all))).toBe('all_ended')
  const events = await eventsOf(stack, userId)
  expect(events).toHaveLength(3)
  for (const event of events)
    expect(event).toMatchObject({
      ...{ type: 'session_revoked', reason: 'ended_by_admin', truncated_address: null },
      actor_session_id: admin.sessionId,
    })
  for (const { refreshToken } of [first, next, last])
    expect((await refresh(second, refreshToken)).status).toBe(401)
  expect(await isDisabled(userId)).toBe(false)
})

test('administrators neither block themselves nor end the session that they use', async () => {
  const admin = await plantAdmin(stack)
  const other = await plantSession(stack, { userId: admin.userId })
  const user = admin.userId
  const block = await act(stack, admin, 'blockUserAction', { user, which: 'block' })
  expect(await outcomeOf(block)).toBe('own_account')
  const own = { user, which: admin.sessionId }
  expect(await outcomeOf(await act(stack, admin, 'endUserSessionAction', own))).toBe('own_session')
  const all = { user, which: 'all' }
  expect(await outcomeOf(await act(stack, admin, 'endUserSessionAction', all))).toBe('all_ended')
  expect((await readSession(stack, admin.sessionId)).revoked_at).toBeNull()
  expect((await readSession(stack, other.sessionId)).revoked_at).not.toBeNull()
  expect(await isDisabled(user)).toBe(false)
})

test('an act on what is not there says so, and changes nothing', async () => {
  const admin = await plantAdmin(stack)
  const [one, stranger] = [await plantSession(stack), await plantSession(stack)]
  for (const [name, fields, outcome] of [
    ['blockUserAction', { user: randomUUID(), which: 'block' }, 'unknown_user'],
    ['blockUserAction', { user: 'x', which: 'block' }, 'unknown_user'],
    ['blockUserAction', { which: 'block' }, 'unknown_user'],
    ['blockUserAction', { user: one.userId, which: 'delete' }, 'failed'],
    ['blockUserAction', { user: one.userId }, 'failed'],
    ['endUserSessionAction', { user: one.userId, which: randomUUID() }, 'unknown_session'],
    ['endUserSessionAction', { user: one.userId, which: 'others' }, 'unknown_session'],
    ['endUserSessionAction', { user: one.userId, which: stranger.sessionId }, 'unknown_session'],
    ['endUserSessionAction', { user: randomUUID(), which: 'all' }, 'unknown_user'],
  ] as const)
    expect(await outcomeOf(await act(stack, admin, name, fields)), JSON.stringify(fields)).toBe(
      outcome,
    )
  for (const { sessionId, userId } of [one, stranger]) {
    expect((await readSession(stack, sessionId)).revoked_at).toBeNull()
    expect(await isDisabled(userId)).toBe(false)
  }
})

test('a role withdrawn by SQL, or a block, counts for the very next page and act', async () => {
  for (const change of ["role = 'user'", 'disabled_at = now()']) {
    const admin = await plantAdmin(stack)
    const victim = await plantSession(stack)
    for (const url of everySite(stack))
      expect((await visitAs(admin, `${url}/admin`)).status).toBe(200)
    await queryDatabase(stack, `UPDATE users SET ${change} WHERE id = $1`, [admin.userId])
    for (const url of everySite(stack)) {
      for (const path of adminPages(victim.userId)) {
        const response = await visitAs(admin, url + path)
        expect([303, 307, 404], `${change} ${path}`).toContain(response.status)
        expect(textOf(await response.text())).not.toContain(victim.email)
      }
      const fields = { user: victim.userId, which: 'block' }
      const response = await act(stack, admin, 'blockUserAction', fields, { site: url })
      expect(await outcomeOf(response)).toBeNull()
    }
    expect(await isDisabled(victim.userId)).toBe(false)
  }
})

test('a role that the token does not know yet counts at the next sign-in', async () => {
  const admin = await plantAdmin(stack, 'user')
  expect((await visitAs(admin, `${site}/admin`)).status).toBe(404)
  const fresh = await refresh(site, admin.refreshToken)
  const { access_token: accessToken } = (await fresh.json()) as { access_token: string }
  expect((await visitAs({ ...admin, accessToken }, `${site}/admin`)).status).toBe(200)
  await setRole(stack, admin.userId, 'user')
})

/** The types that a page of the log shows, in their order. */
async function logged(query: string): Promise<string[]> {
  const admin = await plantAdmin(stack)
  const response = await visitAs(admin, `${site}/admin/audit?${query}`)
  expect(response.status).toBe(200)
  const html = await response.text()
  return [...html.matchAll(/<code[^>]*>([a-z_]+)(?: · ([a-z_]+)|<!-- --> · ([a-z_]+))?</g)].map(
    ([, type]) => type!,
  )
}

async function plantEvents(userId: string, types: string[], day: string): Promise<void> {
  for (const [at, type] of types.entries())
    await queryDatabase(
      stack,
      'INSERT INTO audit_events (id, type, user_id, created_at) VALUES ($1, $2, $3, $4)',
      [randomUUID(), type, userId, `${day}T00:00:0${at}.000Z`],
    )
}

test('the log is narrowed to a type, a user by id or address, and days, the newest first', async () => {
  const { userId, email } = await plantSession(stack)
  await plantEvents(userId, ['sign_in', 'consent_granted'], '2020-02-28')
  await plantEvents(userId, ['sign_out', 'user_disabled', 'user_enabled'], '2020-02-29')
  await plantEvents(userId, ['account_exported'], '2020-03-01')
  const all = [
    ...['account_exported', 'user_enabled', 'user_disabled', 'sign_out'],
    ...['consent_granted', 'sign_in'],
  ]
  expect(await logged(`user=${userId}`)).toEqual(all)
  expect(await logged(`user=${encodeURIComponent(email.toUpperCase())}`)).toEqual(all)
  expect(await logged(`user=${userId}&type=user_disabled`)).toEqual(['user_disabled'])
  expect(await logged(`user=${userId}&from=2020-02-29&to=2020-02-29`)).toEqual(all.slice(1, 4))
  expect(await logged(`user=${userId}&from=2020-03-01`)).toEqual(all.slice(0, 1))
  expect(await logged(`user=${userId}&to=2020-02-28`)).toEqual(all.slice(4))
  expect(await logged('from=2020-02-28&to=2020-03-01')).toEqual(all)
  expect(await logged('user=nobody@nowhere.example')).toEqual([])
  expect(await logged('type=sign_in&from=1999-01-01&to=1999-01-02')).toEqual([])
})

test.each([
  'type=nonsense',
  'user=ada',
  'from=2020-02-30',
  'from=2020-01-02&to=2020-01-01',
  'to=x',
])('a filter that means nothing lists nothing, and says so: %s', async (query) => {
  const admin = await plantAdmin(stack)
  const html = await (await visitAs(admin, `${site}/admin/audit?${query}`)).text()
  expect(html).toContain('the filter cannot be understood')
  expect(html).toContain('aria-invalid="true"')
  expect(html).not.toContain('<tbody')
})

test('pages of the log follow each other without a gap, events of one millisecond among them', async () => {
  const userId = randomUUID()
  await queryDatabase(
    stack,
    `INSERT INTO audit_events (id, type, user_id, created_at)
     SELECT gen_random_uuid(), 'sign_in', $1, '2020-05-05T05:05:05.005Z' FROM generate_series(1, 120)`,
    [userId],
  )
  const admin = await plantAdmin(stack)
  let address: string | undefined = `/admin/audit?user=${userId}`
  const counts: number[] = []
  while (address) {
    const html: string = await (await visitAs(admin, site + address)).text()
    counts.push([...html.matchAll(/<code[^>]*>sign_in</g)].length)
    address = /href="(\/admin\/audit\?[^"]*before=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(counts).toEqual([50, 50, 20])
  const beforeAll = toAuditCursor({ createdAt: new Date(0), id: randomUUID() })
  expect(await logged(`user=${userId}&before=${beforeAll}`)).toEqual([])
  expect(await logged(`user=${userId}&before=garbage`)).toHaveLength(50)
})

test('the log names the administrator, also when their session has long been pruned', async () => {
  const { userId } = await plantSession(stack)
  const admin = await plantAdmin(stack)
  await act(stack, admin, 'blockUserAction', { user: userId, which: 'block' })
  const reader = await plantAdmin(stack)
  const read = async () =>
    textOf(await (await visitAs(reader, `${site}/admin/audit?user=${userId}`)).text())
  expect(await read()).toContain(admin.email)
  await queryDatabase(
    stack,
    "INSERT INTO audit_events (id, type, user_id, session_id) VALUES ($1, 'sign_in', $2, $3)",
    [randomUUID(), admin.userId, admin.sessionId],
  )
  await queryDatabase(stack, 'DELETE FROM sessions WHERE id = $1', [admin.sessionId])
  expect(await read()).toContain(admin.email)
  await queryDatabase(stack, 'DELETE FROM users WHERE id = ANY($1)', [[admin.userId, userId]])
  const gone = await read()
  expect(gone).not.toContain(admin.email)
  expect(gone).toContain('Deleted user')
})

test('both pages speak German where a browser asks for it', async () => {
  const admin = await plantAdmin(stack)
  for (const [path, words] of [
    ['/admin', 'Personen'],
    ['/admin/audit', 'Protokoll'],
    [`/admin/users/${admin.userId}`, 'Das ist Ihr eigenes Konto.'],
  ] as const) {
    const headers = {
      cookie: `gatehouse-access=${admin.accessToken}`,
      'accept-language': 'de-AT,de;q=0.9',
    }
    const html = await (await send(site + path, { headers })).text()
    expect(html).toContain('<html lang="de"')
    expect(html).toContain(words)
  }
})
