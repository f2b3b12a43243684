import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import pg from 'pg'
import { countRowsOf, noRows, postDeletion } from '../support/account-deletion.ts'
import { CookieJar } from '../support/cookie-jar.ts'
import { forgeAccessToken } from '../support/forge.ts'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectSentToLogin, namedSites } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [first, second] = stack.replicaUrls

function expectGone(response: Response): void {
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(`${stack.authUrl}/login?error=account_deleted`)
  expect(response.headers.get('clear-site-data')).toContain('"storage"')
  expect(response.headers.get('cache-control')).toContain('no-store')
  // Also where a renewal on the way has set them before.
  const jar = new CookieJar()
  jar.store(response)
  expect(jar.names()).toEqual([])
}

async function plantHistory() {
  const session = await plantSession(stack)
  const { userId } = session
  await queryDatabase(
    stack,
    `INSERT INTO favourites (user_id, product_id) SELECT $1, id FROM products LIMIT 3`,
    [userId],
  )
  await queryDatabase(
    stack,
    `INSERT INTO notes (user_id, product_id, text) SELECT $1, id, 'mine' FROM products LIMIT 3`,
    [userId],
  )
  await queryDatabase(
    stack,
    `INSERT INTO audit_events (id, type, user_id, session_id, truncated_address)
     SELECT gen_random_uuid(), 'sign_in', $1, $2, '192.0.2.0/24' FROM generate_series(1, 12000)`,
    [userId, session.sessionId],
  )
  return session
}

test.each(namedSites(stack))('leaves no row and no address behind: %s', async (_, site) => {
  const session = await plantHistory()
  await plantSession(stack, { userId: session.userId })
  expectGone(await postDeletion(site, session))
  expect(await countRowsOf(stack, session.userId)).toEqual(noRows)
  const events = await queryDatabase<{ type: string; truncated_address: string | null }>(
    stack,
    'SELECT type, truncated_address FROM audit_events WHERE user_id = $1',
    [session.userId],
  )
  expect(events.filter((event) => event.truncated_address)).toEqual([])
  expect(events.filter((event) => event.type === 'sign_in')).toHaveLength(12_000)
  for (const type of ['account_deleted', 'user_deleted'])
    expect(events.filter((event) => event.type === type)).toHaveLength(1)
})

test('refuses every session of the deleted user on every replica within a second', async () => {
  const session = await plantSession(stack)
  const elsewhere = await plantSession(stack, { userId: session.userId })
  // Every replica has just seen a list on which they do not stand.
  const asks = () =>
    everySite(stack).flatMap((site) =>
      [session, elsewhere].map(({ accessToken }) =>
        send(`${site}/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } }),
      ),
    )
  for (const answer of await Promise.all(asks())) expect(answer.status).toBe(200)
  expectGone(await postDeletion(first, session))
  // Whatever begins a second after the answer is refused.
  await sleep(1_000)
  for (const answer of await Promise.all(asks())) expect(answer.status).toBe(401)
  const refresh = await send(`${second}/auth/refresh`, {
    method: 'POST',
    headers: { cookie: cookiesOf({ refreshToken: elsewhere.refreshToken }), 'x-csrf': '1' },
  })
  expect(refresh.status).toBe(401)
  await expectSentToLogin(
    await send(`${second}/account`, { headers: { cookie: cookiesOf(elsewhere) } }),
  )
})

test('twenty deletions at once over two replicas are one, and each says that it is done', async () => {
  const session = await plantSession(stack)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => postDeletion(index % 2 ? first : second, session)),
  )
  for (const answer of answers) expectGone(answer)
  expect(await countRowsOf(stack, session.userId)).toEqual(noRows)
  const text = `SELECT 1 FROM audit_events WHERE user_id = $1 AND type = 'account_deleted'`
  expect(await queryDatabase(stack, text, [session.userId])).toHaveLength(1)
})

test('a deletion asked for again by the same browser says once more that it is done', async () => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    await expect
      .poll(async () => (await postDeletion(site, session)).headers.get('location'))
      .toContain('account_deleted')
})

test.each(['', 'somebody@example.com', 'DELETE'])(
  'deletes nothing where %j is typed in place of the address',
  async (typed) => {
    const session = await plantSession(stack)
    for (const site of everySite(stack)) {
      const response = await postDeletion(site, session, { typed })
      expect(response.status).toBe(303)
      expect(new URL(response.headers.get('location')!).pathname).toBe('/account/delete')
      expect(response.headers.getSetCookie()).toEqual([])
    }
    expect((await countRowsOf(stack, session.userId)).users).toBe(1)
  },
)

test('takes the address in any case, with space around it', async () => {
  const session = await plantSession(stack)
  expectGone(await postDeletion(first, session, { typed: `  ${session.email.toUpperCase()} ` }))
})

test('renews an expired access token on the way, and deletes', async () => {
  const session = await plantSession(stack)
  const accessToken = await forgeAccessToken(stack, session, { claims: { exp: 1 } })
  expectGone(await postDeletion(first, { ...session, accessToken }))
  expect((await countRowsOf(stack, session.userId)).users).toBe(0)
})

test('signing in afterwards makes a new user', async () => {
  const { jar } = await signIn(stack, { persona: 'charlie' })
  const me = async (cookie: string) => {
    const headers = { cookie, 'x-csrf': '1' }
    return ((await (await send(`${first}/auth/me`, { headers })).json()) as Me).user
  }
  const before = await me(jar.header())
  const tokens = { accessToken: jar.get('gatehouse-access')!, email: before.email }
  expectGone(await postDeletion(first, tokens))
  expect(await countRowsOf(stack, before.id)).toEqual(noRows)
  const after = await me((await signIn(stack, { persona: 'charlie' })).jar.header())
  expect(after.email).toBe(before.email)
  expect(after.id).not.toBe(before.id)
})

interface Me {
  readonly user: { readonly id: string; readonly email: string }
}

function toRefusal(error: Error): null {
  expect(error.message).toContain('error=sign_in_failed')
  return null
}

test('a sign-in that races the deletion ends with a whole user, or is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const { jar } = await signIn(stack, { persona: 'charlie' })
    const tokens = { accessToken: jar.get('gatehouse-access')!, email: 'charlie@example.com' }
    const [deleted, again] = await Promise.all([
      postDeletion(first, tokens),
      // The deletion withdraws the person's grant at Google, and with it a code that is not redeemed yet.
      signIn(stack, { persona: 'charlie', url: second }).catch(toRefusal),
    ])
    expectGone(deleted)
    if (again === null) continue
    // Signed in before the deletion and gone with it, or after it and somebody new: never half of either.
    const headers = { cookie: again.jar.header(), 'x-csrf': '1' }
    const rows = await queryDatabase<{ id: string; accounts: number }>(
      stack,
      `SELECT u.id, (SELECT count(*)::int FROM accounts a WHERE a.user_id = u.id) AS accounts
       FROM users u WHERE email = 'charlie@example.com'`,
    )
    for (const row of rows) expect(row.accounts).toBe(1)
    await expect
      .poll(async () => (await send(`${second}/auth/me`, { headers })).status)
      .toBe(rows.length === 1 ? 200 : 401)
  }
})

test('withdraws the grant at Google before the tokens go', async () => {
  await google.clearRequests()
  const { jar } = await signIn(stack, { persona: 'charlie' })
  const tokens = { accessToken: jar.get('gatehouse-access')!, email: 'charlie@example.com' }
  expectGone(await postDeletion(first, tokens))
  const asked = await google.requests('revoke')
  expect(asked.map(({ status }) => status)).toEqual([200])
})

test.each([
  ['fails', { status: 503 }],
  ['drops the line', { resetConnection: true }],
  ['hangs', { hang: true }],
])('deletes while Google %s, and says that Google could not be told', async (_, fault) => {
  const { jar } = await signIn(stack, { persona: 'charlie' })
  const accessToken = jar.get('gatehouse-access')!
  await google.set({ endpoints: { revoke: fault } })
  const response = await postDeletion(first, { accessToken, email: 'charlie@example.com' })
  await google.reset()
  expect(response.headers.get('location')).toBe(
    `${stack.authUrl}/login?error=account_deleted_google_kept`,
  )
  const { sub } = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as {
    sub: string
  }
  expect(await countRowsOf(stack, sub)).toEqual(noRows)
})

test('deletes nothing while the database cannot, says so on a page, and deletes when asked again', async () => {
  const session = await plantHistory()
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    // The transaction is in its middle when it has to give up.
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [session.userId])
    const response = await postDeletion(first, session)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.text()).toContain('You are not signed out.')
  } finally {
    await client.end()
  }
  expect(await countRowsOf(stack, session.userId)).toMatchObject({ users: 1, sessions: 1 })
  const { userId } = session
  const text = `SELECT 1 FROM audit_events WHERE user_id = $1 AND truncated_address IS NULL`
  expect(await queryDatabase(stack, text, [userId])).toEqual([])
  const headers = { authorization: `Bearer ${session.accessToken}` }
  expect((await send(`${first}/auth/me`, { headers })).status).toBe(200)
  expectGone(await postDeletion(second, session))
  expect(await countRowsOf(stack, userId)).toEqual(noRows)
})
