// Google's Cross-Account Protection, "OAuth token identifiers": the stored refresh token is found without being opened.
import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import {
  announce,
  readAccount,
  recordedEvents,
  signInSomebody,
  snapshot,
} from '../support/security-events.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
let replica: Replica | undefined

afterEach(async () => {
  await replica?.stop()
  replica = undefined
})

test.each(['prefix', 'hash_base64_sha512_sha512'] as const)(
  'a revoked refresh token named by %s is wiped, and consent is asked for anew',
  async (tokenIdentifier) => {
    const person = await signInSomebody(stack)
    const stranger = await signInSomebody(stack)
    const before = await readAccount(stack, stranger.userId)
    const { persona, userId } = person
    await announce(stack, { event: 'token-revoked', persona, tokenIdentifier })

    expect(await readAccount(stack, userId)).toEqual({
      sealed_refresh_token: null,
      sealed_access_token: null,
      refresh_token_digest: null,
      refresh_token_prefix_mac: null,
      needs_reconsent: true,
      google_blocked_at: null,
    })
    expect(await recordedEvents(stack, userId)).toEqual(['token_revoked'])
    expect(await readAccount(stack, stranger.userId)).toEqual(before)
    // It is about Google's APIs; who is signed in here stays so.
    const headers = { authorization: `Bearer ${person.accessToken}` }
    const me = await send(`${stack.replicaUrls[0]}/auth/me`, { headers })
    expect(me.status).toBe(200)

    await google.withdrawGrant(persona)
    await signIn(stack, { persona })
    const healed = await readAccount(stack, userId)
    expect(healed.sealed_refresh_token).not.toBeNull()
    expect(healed.needs_reconsent).toBe(false)
  },
)

test.each([
  ['a digest nobody has', { tokenIdentifier: 'hash_base64_sha512_sha512', token: 'A'.repeat(88) }],
  ['a digest that is none', { tokenIdentifier: 'hash_base64_sha512_sha512', token: '%%%' }],
  ['a prefix nobody has', { tokenIdentifier: 'prefix', token: '1//0unknown-pref' }],
  ['a prefix too short to tell', { tokenIdentifier: 'prefix', token: '1//0' }],
] as const)('%s is acknowledged and wipes nothing', async (_, identifier) => {
  const person = await signInSomebody(stack)
  const before = await snapshot(stack, person)
  await announce(stack, { event: 'token-revoked', ...identifier })
  expect(await snapshot(stack, person)).toEqual(before)
})

test('a token of another kind, or named in a way we do not know, is acknowledged and wipes nothing', async () => {
  const person = await signInSomebody(stack)
  const before = await snapshot(stack, person)
  const type = 'https://schemas.openid.net/secevent/oauth/event-type/token-revoked'
  for (const subject of [
    { token_type: 'access_token', token_identifier_alg: 'prefix', token: 'ya29.a0123456789' },
    { token_type: 'refresh_token', token_identifier_alg: 'plain', token: '1//0whole' },
  ])
    await announce(stack, {
      event: 'token-revoked',
      tampering: { claims: { events: { [type]: { subject } } } },
    })
  expect(await snapshot(stack, person)).toEqual(before)
})

test('a prefix is still found after AUTH_SECRET has changed, while the former one is accepted', async () => {
  const { persona, userId } = await signInSomebody(stack)
  replica = await startReplica(stack, {
    env: {
      AUTH_SECRET: randomBytes(33).toString('base64'),
      AUTH_SECRET_1: stack.authSecret,
    },
  })
  await announce(stack, { event: 'token-revoked', persona, tokenIdentifier: 'prefix' }, replica.url)
  expect((await readAccount(stack, userId)).sealed_refresh_token).toBeNull()
})

test('the index shows nothing of a token', async () => {
  const { persona } = await signInSomebody(stack)
  const token = await google.announce({
    event: 'token-revoked',
    persona,
    tokenIdentifier: 'prefix',
    deliver: false,
  })
  const claims = JSON.parse(
    Buffer.from(token.token.split('.')[1]!, 'base64url').toString('utf8'),
  ) as { events: Record<string, { subject: { token: string } }> }
  const [{ subject: { token: prefix } } = { subject: { token: '' } }] = Object.values(claims.events)
  expect(prefix).toMatch(/^1\/\//)
  const rows = await queryDatabase(stack, 'SELECT a.*::text AS row FROM accounts a')
  const text = JSON.stringify(rows)
  const hex = Buffer.from(prefix).toString('hex')
  for (const shape of [prefix, hex, Buffer.from(prefix).toString('base64')])
    expect(text).not.toContain(shape)
})
