// H6: a token that was rotated on the way to Google's consent page reaches the browser whatever becomes of the rest.
// Otherwise the browser is left with one that has been replaced, and its next use looks like a thief's.
import { expect, inject, it } from 'vitest'
import { ageSession, cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { send } from '../support/send.ts'
import { startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const navigation = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

async function connectWithOldToken(site: string) {
  const session = await plantSession(stack)
  await ageSession(stack, session.sessionId, 120)
  const before = await readSession(stack, session.sessionId)
  const headers = { ...navigation, cookie: cookiesOf({ refreshToken: session.refreshToken }) }
  const response = await send(`${site}/auth/google/connect?scope=calendar`, { headers })
  return { session, before, response }
}

it.each([
  ['a provider that is not there', { AUTH_GOOGLE_ISSUER: 'http://127.0.0.1:9' }],
  ['a provider without a discovery document', { AUTH_GOOGLE_ISSUER: stack.authUrl }],
])('a renewal is delivered in front of %s', async (_, env) => {
  const replica = await startReplica(stack, { env })
  try {
    const { session, before, response } = await connectWithOldToken(replica.url)
    const after = await readSession(stack, session.sessionId)
    expect(after.token_hash).not.toEqual(before.token_hash)
    expect(response.status).toBe(303)
    expect(response.headers.getSetCookie().join()).toMatch(/gatehouse-session=[\w-]{86}/)
  } finally {
    await replica.stop()
  }
})

it('a spent limit costs no renewed session either', async () => {
  // A factor so small that each limit is one request: the first connect spends it.
  const replica = await startReplica(stack, { env: { RATE_LIMIT_FACTOR: '0.0001' } })
  try {
    const { session, response } = await connectWithOldToken(replica.url)
    const [renewed] =
      /gatehouse-session=[\w-]{86}/.exec(response.headers.getSetCookie().join()) ?? []
    expect(renewed).toBeDefined()
    await ageSession(stack, session.sessionId, 120)
    const headers = { ...navigation, cookie: renewed! }
    const again = await send(`${replica.url}/auth/google/connect?scope=calendar`, { headers })
    expect(again.status).toBe(429)
    const [row] = await queryDatabase<{ revoked_at: Date | null; hash: string }>(
      stack,
      "SELECT revoked_at, encode(token_hash, 'hex') AS hash FROM sessions WHERE id = $1",
      [session.sessionId],
    )
    expect(row!.revoked_at).toBeNull()
  } finally {
    await replica.stop()
  }
})
