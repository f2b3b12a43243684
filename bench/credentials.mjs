// Signed-in users of every contestant, made with its own code.
import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'

const person = { name: 'Ada', email: 'ada@example.com' }

/** Sessions of this project, old enough that the next renewal rotates. @returns {Promise<{ accessToken, refreshTokens }>} */
export async function createSessions(databaseUrl, count) {
  const { createRefreshToken } = await import('../lib/session/refresh-token.ts')
  const { mintAccessToken } = await import('../lib/session/access-token.ts')
  const userId = uuidv7()
  const sessions = await Promise.all(
    Array.from({ length: count }, async () => {
      const id = uuidv7()
      return { id, token: await createRefreshToken(id) }
    }),
  )
  await withClient(databaseUrl, async (client) => {
    await client.query(
      'INSERT INTO users (id, email, email_verified, name) VALUES ($1, $2, true, $3)',
      [userId, person.email, person.name],
    )
    await client.query(
      `INSERT INTO sessions (id, user_id, token_hash, rotated_at, idle_expires_at, absolute_expires_at)
       SELECT id, $1, hash, now() - interval '1 hour', now() + interval '7 days', now() + interval '30 days'
       FROM unnest($2::uuid[], $3::bytea[]) AS new (id, hash)`,
      [userId, sessions.map(({ id }) => id), sessions.map(({ token }) => token.hash)],
    )
  })
  const subject = { userId, sessionId: sessions[0].id, role: 'user', ...person, picture: null }
  return {
    accessToken: await mintAccessToken(subject, new Date()),
    refreshTokens: sessions.map(({ token }) => token.rawToken),
  }
}

/** Auth.js' session cookie with the JWT strategy. */
export async function createAuthJsToken(secret) {
  return encode({ secret, salt: 'authjs.session-token', token: { ...person, sub: '1' } })
}

/** Auth.js' sessions in Postgres, by the schema of its adapter's documentation. */
export async function createAuthJsSessions(databaseUrl, count) {
  const tokens = Array.from({ length: count }, () => randomUUID())
  await withClient(databaseUrl, async (client) => {
    await client.query(`
      CREATE TABLE users (id serial PRIMARY KEY, name text, email text, "emailVerified" timestamptz, image text);
      CREATE TABLE sessions (id serial PRIMARY KEY, "userId" int NOT NULL, expires timestamptz NOT NULL, "sessionToken" varchar(255) NOT NULL);
      CREATE INDEX ON sessions ("sessionToken");
      CREATE TABLE accounts (id serial PRIMARY KEY, "userId" int NOT NULL, type text, provider text, "providerAccountId" text, refresh_token text, access_token text, expires_at bigint, id_token text, scope text, session_state text, token_type text);
      CREATE TABLE verification_token (identifier text, expires timestamptz, token text, PRIMARY KEY (identifier, token))`)
    await client.query('INSERT INTO users (id, name, email) VALUES (1, $1, $2)', [
      person.name,
      person.email,
    ])
    await client.query(
      `INSERT INTO sessions ("userId", expires, "sessionToken") SELECT 1, now() + interval '29 days', token FROM unnest($1::text[]) AS new (token)`,
      [tokens],
    )
  })
  return tokens
}

/** Better Auth's own sign-ups. @returns {Promise<string[]>} Cookie headers */
export async function createBetterAuthSessions(url, count) {
  const cookies = []
  for (let index = 0; index < count; index++) {
    const response = await fetch(`${url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({
        ...person,
        email: `${randomUUID()}@example.com`,
        password: randomUUID(),
      }),
    })
    if (!response.ok) throw new Error(`Better Auth's sign-up answered ${response.status}`)
    cookies.push(
      response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    )
  }
  return cookies
}

async function withClient(databaseUrl, work) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
