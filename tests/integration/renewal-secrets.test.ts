// AUTH_SECRET is rolled by moving it to AUTH_SECRET_1: nobody is signed out, and nothing new is minted under the old one.
import { randomBytes } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { forgeAccessToken, siteSigningKey, successorOf } from '../support/forge.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { refresh, renewed } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const newSecret = randomBytes(32).toString('base64')
let rolled: Replica
let retired: Replica

beforeAll(async () => {
  ;[rolled, retired] = await Promise.all([
    startReplica(stack, { env: { AUTH_SECRET: newSecret, AUTH_SECRET_1: stack.authSecret } }),
    startReplica(stack, { env: { AUTH_SECRET: newSecret } }),
  ])
})
afterAll(() => Promise.all([rolled.stop(), retired.stop()]))

test('accepts the access tokens and pages of before', async () => {
  const session = await plantSession(stack)
  const headers = { authorization: `Bearer ${session.accessToken}` }
  expect((await send(`${rolled.url}/auth/me`, { headers })).status).toBe(200)
  const page = await send(`${rolled.url}/account`, { headers: { cookie: cookiesOf(session) } })
  expect(page.status).toBe(200)
})

test('renews the sessions of before, under the new secret', async () => {
  const session = await plantSession(stack)
  const next = await renewed(rolled.url, session.refreshToken)
  expect(next.refreshToken).toBe(successorOf(newSecret, session.refreshToken))
  const { kid } = await siteSigningKey(newSecret)
  expect(decodeProtectedHeader(next.accessToken).kid).toBe(kid)
  expect((await renewed(rolled.url, next.refreshToken)).refreshToken).toBe(next.refreshToken)
})

test('agrees with replicas that have not been rolled yet on a successor minted there', async () => {
  const session = await plantSession(stack)
  const { refreshToken } = await renewed(stack.replicaUrls[0], session.refreshToken)
  expect((await renewed(rolled.url, session.refreshToken)).refreshToken).toBe(refreshToken)
})

test('a replica that has not been rolled yet signs nobody out whom a rolled one renewed', async () => {
  const session = await plantSession(stack)
  await renewed(rolled.url, session.refreshToken)
  const response = await refresh(stack.replicaUrls[0], session.refreshToken)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBeTruthy()
  expect(response.headers.getSetCookie()).toEqual([])
})

test('publishes both keys while both are accepted', async () => {
  const { keys } = (await (await send(`${rolled.url}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string }[]
  }
  const kids = [(await siteSigningKey(newSecret)).kid, (await siteSigningKey(stack.authSecret)).kid]
  expect(keys.map((key) => key.kid)).toEqual(kids)
})

test('refuses everything of a secret that was taken away', async () => {
  const session = await plantSession(stack)
  const token = await forgeAccessToken(stack, session)
  const headers = { authorization: `Bearer ${token}` }
  expect((await send(`${retired.url}/auth/me`, { headers })).status).toBe(401)
  expect((await refresh(retired.url, session.refreshToken)).status).toBe(401)
})
