// AUTH_SECRET is rolled in one step, by moving it to AUTH_SECRET_1: nobody is signed out while replicas with and without
// the new one answer side by side, and nothing new is minted under the old one once all know the new one.
// Covers C17, B29.
import { randomBytes, randomUUID } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { withCopiedDatabase } from '../support/copied-database.ts'
import {
  forgeAccessToken,
  mintRefreshToken,
  siteSigningKey,
  successorOf,
} from '../support/forge.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { refresh, renewed } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import type { StackAddresses } from '../support/stack/addresses.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const shared = inject('stack')
const newSecret = randomBytes(32).toString('base64')
// Replicas hear of each other through the database: these have one of their own.
let stack: StackAddresses
let old: Replica
let rolled: Replica

beforeAll(async () => {
  stack = await withCopiedDatabase(shared)
  // One after the other, as in a deployment: who starts later is heard of within five seconds only.
  old = await startReplica(stack)
  rolled = await startReplica(stack, {
    env: { AUTH_SECRET: newSecret, AUTH_SECRET_1: stack.authSecret },
  })
})
afterAll(() => rolled.stop())

const plantNew = () => plantSession({ ...stack, authSecret: newSecret })

/** Which secret the replica mints under. */
async function secretOf(site: string): Promise<'old' | 'new'> {
  const session = await plantSession(stack)
  const next = await renewed(site, session.refreshToken)
  const { kid } = decodeProtectedHeader(next.accessToken)
  const isNew = next.refreshToken === successorOf(newSecret, session.refreshToken)
  const secret = isNew ? newSecret : stack.authSecret
  expect(next.refreshToken).toBe(successorOf(secret, session.refreshToken))
  expect(kid).toBe((await siteSigningKey(secret)).kid)
  return isNew ? 'new' : 'old'
}

test('accepts the access tokens and pages of before', async () => {
  const session = await plantSession(stack)
  const headers = { authorization: `Bearer ${session.accessToken}` }
  expect((await send(`${rolled.url}/auth/me`, { headers })).status).toBe(200)
  const page = await send(`${rolled.url}/account`, { headers: { cookie: cookiesOf(session) } })
  expect(page.status).toBe(200)
})

test('mints nothing under the new secret that a replica of before could not verify', async () => {
  expect(await secretOf(rolled.url)).toBe('old')
  expect(await secretOf(old.url)).toBe('old')
})

test.each(['old replica first', 'rolled replica first'])(
  'agrees on one successor over both kinds of replicas (%s)',
  async (order) => {
    const session = await plantSession(stack)
    const sites = order.startsWith('old') ? [old.url, rolled.url] : [rolled.url, old.url]
    const { refreshToken } = await renewed(sites[0]!, session.refreshToken)
    expect((await renewed(sites[1]!, session.refreshToken)).refreshToken).toBe(refreshToken)
    expect((await renewed(sites[1]!, refreshToken)).refreshToken).toBe(refreshToken)
  },
)

test('a replica that does not know the new secret calls nothing of it bad: another one can tell', async () => {
  const session = await plantNew()
  // It hears of its new neighbour within five seconds; until then the neighbour has minted nothing it does not know.
  await expect
    .poll(async () => (await refresh(old.url, session.refreshToken)).status, { timeout: 7_000 })
    .toBe(503)
  for (const path of ['/auth/refresh', '/auth/logout']) {
    const headers = { cookie: cookiesOf({ refreshToken: session.refreshToken }), 'x-csrf': '1' }
    const response = await send(old.url + path, { method: 'POST', headers })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBeTruthy()
    expect(response.headers.getSetCookie()).toEqual([])
  }
  const page = await send(`${old.url}/account`, { headers: { cookie: cookiesOf(session) } })
  expect(page.status).toBe(503)
  expect(page.headers.getSetCookie()).toEqual([])
  await renewed(rolled.url, session.refreshToken)
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})

test('what no replica minted is refused as ever where the new secret is known', async () => {
  const forged = mintRefreshToken(randomBytes(32).toString('base64'), randomUUID())
  expect((await refresh(rolled.url, forged)).status).toBe(401)
})

test('publishes both keys while both are accepted', async () => {
  const { keys } = (await (await send(`${rolled.url}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string }[]
  }
  const kids = [(await siteSigningKey(newSecret)).kid, (await siteSigningKey(stack.authSecret)).kid]
  expect(keys.map((key) => key.kid)).toEqual(kids)
})

test('mints under the new secret within seconds of the last old replica’s goodbye', async () => {
  await old.stop()
  const stoppedAt = performance.now()
  await expect.poll(() => secretOf(rolled.url), { timeout: 10_000, interval: 200 }).toBe('new')
  // As old as a roll call may be; a replica that was killed counts for twenty seconds.
  expect(performance.now() - stoppedAt).toBeLessThan(6_000)
  const session = await plantSession(stack)
  const { refreshToken } = await renewed(rolled.url, session.refreshToken)
  expect((await renewed(rolled.url, session.refreshToken)).refreshToken).toBe(refreshToken)
})

test('refuses everything of a secret that was taken away', async () => {
  const retired = await startReplica(stack, { env: { AUTH_SECRET: newSecret } })
  try {
    const session = await plantSession(stack)
    const token = await forgeAccessToken(stack, session)
    const headers = { authorization: `Bearer ${token}` }
    expect((await send(`${retired.url}/auth/me`, { headers })).status).toBe(401)
    expect((await refresh(retired.url, session.refreshToken)).status).toBe(401)
    await renewed(retired.url, (await plantNew()).refreshToken)
  } finally {
    await retired.stop()
  }
})
