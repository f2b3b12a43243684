import { expect, inject, test } from 'vitest'
import { signIn } from '../support/login.ts'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [first] = stack.replicaUrls

interface Export {
  readonly exported_at: string
  readonly profile: Record<string, unknown>
  readonly google_accounts: Record<string, unknown>[]
  readonly sessions: Record<string, unknown>[]
  readonly favourites: { product: Record<string, unknown> }[]
  readonly notes: { product: Record<string, unknown>; text: string; updated_at: string }[]
  readonly audit_events: { id: string; type: string; created_at: string }[]
}

async function download(accessToken: string, site: string = first) {
  const headers = { authorization: `Bearer ${accessToken}` }
  const response = await send(`${site}/api/account/export`, { headers })
  expect(response.status).toBe(200)
  const text = await response.text()
  return { response, text, data: JSON.parse(text) as Export }
}

test('hands out everything stored about a user, and nothing that opens anything', async () => {
  const { jar } = await signIn(stack, { persona: 'grace' })
  const accessToken = jar.get('gatehouse-access')!
  const me = await send(`${first}/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  const { user, session } = (await me.json()) as {
    user: { id: string }
    session: { id: string }
  }
  await queryDatabase(
    stack,
    'INSERT INTO favourites (user_id, product_id) SELECT $1, id FROM products ORDER BY id LIMIT 2 ON CONFLICT DO NOTHING',
    [user.id],
  )
  await queryDatabase(
    stack,
    `INSERT INTO notes (user_id, product_id, text) SELECT $1, id, 'a "present"' FROM products ORDER BY id LIMIT 2
     ON CONFLICT (user_id, product_id) DO UPDATE SET text = EXCLUDED.text`,
    [user.id],
  )
  for (const site of everySite(stack)) {
    const { response, text, data } = await download(accessToken, site)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="gatehouse-\d{4}-\d\d-\d\d\.json"$/,
    )
    expect(Object.keys(data)).toEqual([
      ...['exported_at', 'profile', 'google_accounts', 'sessions', 'favourites', 'notes'],
      'audit_events',
    ])
    expect(data.profile).toMatchObject({ id: user.id, email: 'grace@example.com', role: 'user' })
    expect(data.google_accounts).toEqual([
      expect.objectContaining({
        issuer: stack.googleUrl,
        subject: '108642000000000000029',
        granted_scopes: expect.arrayContaining(['openid']) as string[],
      }),
    ])
    expect(data.sessions.map(({ id }) => id)).toContain(session.id)
    expect(data.favourites).toHaveLength(2)
    expect(data.notes.map((note) => note.text)).toEqual(['a "present"', 'a "present"'])
    expect(data.audit_events.map(({ type }) => type)).toContain('sign_in')
    expect(text).not.toMatch(/eyJ|ya29|sealed|hash|"1\/\//)
  }
})

// The columns of every table that holds something about a user, and what becomes of each: a new column makes this fail
// until somebody has decided whether it belongs into an export.
test('knows every column that is stored about a user', async () => {
  const rows = await queryDatabase<{ name: string }>(
    stack,
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name IN (
       SELECT table_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'user_id' UNION SELECT 'users')`,
  )
  const exported = {
    users: 'id email email_verified name picture role disabled_at created_at updated_at',
    accounts: `issuer subject access_token_expires_at renewed_at google_blocked_at google_status_at granted_scopes needs_reconsent created_at updated_at`,
    sessions: `id created_at last_seen_at idle_expires_at absolute_expires_at revoked_at revoked_reason
      user_agent truncated_address`,
    favourites: 'product_id created_at',
    notes: 'product_id text updated_at',
    audit_events: 'id type session_id actor_session_id reason truncated_address created_at',
  }
  // Keys of our own, and what opens something.
  const withheld = {
    accounts:
      'id user_id sealed_access_token sealed_refresh_token renewal_id renewing_until refresh_token_digest refresh_token_prefix_mac',
    sessions: 'user_id token_hash previous_hash rotated_at',
    favourites: 'user_id',
    notes: 'user_id',
    audit_events: 'user_id',
  }
  const known = [exported, withheld].flatMap((tables) =>
    Object.entries(tables).flatMap(([table, columns]) =>
      columns.split(/\s+/).map((column) => `${table}.${column}`),
    ),
  )
  expect(rows.map(({ name }) => name).sort()).toEqual(known.sort())
})

test('records that it was asked for', async () => {
  const { accessToken, sessionId } = await plantSession(stack)
  const { data } = await download(accessToken)
  expect(data.audit_events).toEqual([
    expect.objectContaining({ type: 'account_exported', session_id: sessionId }),
  ])
})

test(
  'hands out a hundred thousand events, each once and in order',
  { timeout: 60_000 },
  async () => {
    const { userId, accessToken } = await plantSession(stack)
    // Forty a millisecond, so that batches end in the middle of one.
    await queryDatabase(
      stack,
      `INSERT INTO audit_events (id, type, user_id, created_at)
     SELECT gen_random_uuid(), 'sign_in', $1, now() - interval '1 day' + (n / 40) * interval '1 ms'
     FROM generate_series(0, 99999) n`,
      [userId],
    )
    const { data } = await download(accessToken)
    const { audit_events: events } = data
    expect(events).toHaveLength(100_001)
    expect(new Set(events.map(({ id }) => id)).size).toBe(100_001)
    const times = events.map(({ created_at: time }) => time)
    expect(times).toEqual([...times].sort())
  },
)

test(
  'a reader who stops reading holds no connection to the database, and may go on later',
  { timeout: 60_000 },
  async () => {
    const { userId, accessToken } = await plantSession(stack)
    // More than the buffers between the two ends take in.
    await queryDatabase(
      stack,
      `INSERT INTO audit_events (id, type, user_id)
     SELECT gen_random_uuid(), 'sign_in', $1 FROM generate_series(1, 100000)`,
      [userId],
    )
    const response = await fetch(`${first}/api/account/export`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    const reader = response.body!.getReader()
    let chunk = await reader.read()
    const busy = () =>
      queryDatabase(
        stack,
        `SELECT query FROM pg_stat_activity
       WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
      )
    await expect.poll(busy, { timeout: 5_000 }).toEqual([])
    const decoder = new TextDecoder()
    let text = ''
    for (; !chunk.done; chunk = await reader.read())
      text += decoder.decode(chunk.value, { stream: true })
    expect((JSON.parse(text) as Export).audit_events).toHaveLength(100_001)
  },
)
