// One renewal of a user's Google token however many ask, and what a Google in trouble does to it (H24, H25, D17, A25).
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { ownerOf } from '../support/fake-google.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'
import { type PlantedAccount, readAccount } from '../support/planted-google.ts'
import { queryDatabase } from '../support/query-database.ts'

const stack = inject('stack')
const replicaCount = 3
// Each round is a thousand calls: GATEHOUSE_MIXUP_ROUNDS=10 makes it ten thousand.
const rounds = Number(process.env.GATEHOUSE_MIXUP_ROUNDS ?? 1)
let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway(stack, { count: replicaCount })
})
afterAll(() => gateway.stop())
beforeEach(() => gateway.google.reset())

/** Whoever asks finds an access token that has run out. */
function plantExpired(refreshToken = '1//expired'): Promise<PlantedAccount> {
  return gateway.plant({ accessToken: 'ya29.expired', expiresInSeconds: -10, refreshToken })
}

async function expire(users: readonly PlantedAccount[]): Promise<void> {
  const text = `UPDATE accounts SET access_token_expires_at = now() - interval '1 second'
    WHERE id = ANY($1)`
  await queryDatabase(stack, text, [users.map(({ accountId }) => accountId)])
}

/** `each` calls on every replica, all at once. */
function askAll(user: PlantedAccount, each: number): Promise<Response[]> {
  const calls = gateway.replicas.flatMap(({ url: site }) =>
    Array.from({ length: each }, () => gateway.ask(user, { site })),
  )
  return Promise.all(calls)
}

async function lossesOf(user: PlantedAccount): Promise<string[]> {
  const text = `SELECT reason FROM audit_events WHERE user_id = $1 AND type = 'reconsent_needed'`
  const rows = await queryDatabase<{ reason: string }>(stack, text, [user.userId])
  return rows.map(({ reason }) => reason)
}

describe('an expired token and 50 calls at once on each of three replicas (H25)', () => {
  it('is renewed once, and every call succeeds with the new one', async () => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ delayMs: 300 })
    const responses = await askAll(user, 50)
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(gateway.google.renewals).toEqual(['1//expired'])
    expect(gateway.google.requests).toHaveLength(150)
    expect(new Set(gateway.google.requests.map(({ token }) => token)).size).toBe(1)
  })

  it('is renewed once where the refresh token rotates, which is stored before it is used', async () => {
    const user = await plantExpired('1//first')
    const before = await readAccount(stack, user.accountId)
    gateway.google.onRenewal = () => ({ delayMs: 200, merge: { refresh_token: '1//second' } })
    let atFirstUse: string | null = null
    gateway.google.onApi = async (_, response) => {
      atFirstUse ??= (await readAccount(stack, user.accountId)).sealed_refresh_token
      response.setHeader('content-type', 'application/json').end('{}')
    }
    const responses = await askAll(user, 10)
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(gateway.google.renewals).toEqual(['1//first'])
    expect(atFirstUse).not.toBe(before.sealed_refresh_token)
    await expire([user])
    expect((await gateway.ask(user)).status).toBe(200)
    expect(gateway.google.renewals).toEqual(['1//first', '1//second'])
  })

  it('that is refused for good is asked for once, marked once, and the session stays (A44)', async () => {
    const user = await plantExpired('1//dead')
    const body = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }
    gateway.google.onRenewal = () => ({ status: 400, body, delayMs: 100 })
    for (const response of await askAll(user, 50))
      await expect(response).toBeProblem('google_reconnect_required')
    expect(gateway.google.renewals).toHaveLength(1)
    expect(await lossesOf(user)).toEqual(['invalid_grant'])
    expect((await gateway.ask(user, { rawTarget: '/api/products' })).status).toBe(200)
  })

  it('is renewed by another replica where the one that began dies', async () => {
    const user = await plantExpired()
    const text = `UPDATE accounts SET renewal_id = gen_random_uuid(),
      renewing_until = now() + make_interval(secs => 2) WHERE id = $1`
    await queryDatabase(stack, text, [user.accountId])
    const responses = await askAll(user, 5)
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(gateway.google.renewals).toHaveLength(1)
  })
})

describe('a Google in trouble (H24)', () => {
  it.each([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['401 invalid_client', { status: 401, body: { error: 'invalid_client' } }],
    ['400 without a code', { status: 400, body: {} }],
    ['HTML', { body: '<html>Sorry</html>' }],
    ['half an answer', { body: '{"access_token":"ya29.half' }],
    ['an answer without a token', { body: { token_type: 'Bearer' } }],
    ['another type of token', { merge: { token_type: 'mac' } }],
    ['a broken connection', { reset: true }],
  ])('answering a renewal with %s loses nothing, and is a 503', async (_, answer) => {
    const user = await plantExpired()
    const before = await readAccount(stack, user.accountId)
    gateway.google.onRenewal = () => answer
    const response = await gateway.ask(user)
    await expect(response).toBeProblem('service_unavailable')
    expect(response.headers.get('retry-after')).not.toBeNull()
    expect(await readAccount(stack, user.accountId)).toEqual(before)
    gateway.google.onRenewal = () => ({})
    expect((await gateway.ask(user)).status).toBe(200)
  })

  it('hanging holds nobody up for longer than ten seconds, and no database connection', async () => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ hang: true })
    const began = performance.now()
    const hanging = gateway.ask(user)
    await expect.poll(() => gateway.google.renewals.length).toBe(1)
    const open = `SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'`
    expect(await queryDatabase(stack, open)).toEqual([])
    await expect(await hanging).toBeProblem('service_unavailable')
    expect(performance.now() - began).toBeLessThan(10_000)
    gateway.google.onRenewal = () => ({})
    expect((await gateway.ask(user)).status).toBe(200)
  }, 30_000)

  it('may leave open what RFC 6749 leaves open', async () => {
    const user = await plantExpired()
    for (const merge of [
      { token_type: 'bEaReR' },
      { expires_in: '3600' },
      { expires_in: undefined },
    ]) {
      gateway.google.onRenewal = () => ({ merge })
      await expire([user])
      expect((await gateway.ask(user)).status).toBe(200)
    }
    expect(gateway.google.renewals).toHaveLength(3)
  })

  it('that takes a permission back says so in its answer, and is believed', async () => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ merge: { scope: 'openid' } })
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(await gateway.ask(user)).toBeProblem('google_scope_required')
    expect(gateway.google.requests).toEqual([])
    expect(gateway.google.renewals).toHaveLength(1)
  })
})

describe('the ID token of a renewal (A25; OpenID Connect Core §12.2)', () => {
  it('of the same person is accepted', async () => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ idTokenClaims: { sub: user.subject } })
    expect((await gateway.ask(user)).status).toBe(200)
  })

  it.each([
    ['subject', { sub: 'somebody-else' }],
    ['issuer', { iss: 'https://evil.example' }],
  ])('with another %s discards the tokens and marks the connection', async (_, claims) => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ idTokenClaims: { sub: user.subject, ...claims } })
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(await gateway.ask(user)).toBeProblem('google_reconnect_required')
    expect(gateway.google.requests).toEqual([])
    expect(gateway.google.renewals).toHaveLength(1)
    expect(await lossesOf(user)).toEqual(['identity_changed'])
    expect(await readAccount(stack, user.accountId)).toMatchObject({
      sealed_access_token: null,
      sealed_refresh_token: null,
      needs_reconsent: true,
    })
  })

  it('for another client is no reason to lose the connection, and none to use the tokens', async () => {
    const user = await plantExpired()
    gateway.google.onRenewal = () => ({ idTokenClaims: { sub: user.subject, aud: 'else' } })
    await expect(await gateway.ask(user)).toBeProblem('service_unavailable')
    expect(gateway.google.requests).toEqual([])
    expect((await readAccount(stack, user.accountId)).needs_reconsent).toBe(false)
  })
})

/** Each refresh token names its owner, and so does every access token that comes of it. */
async function plantNamed(name: string): Promise<{ user: PlantedAccount; name: string }> {
  return { user: await plantExpired(`1//-${name}`), name }
}

describe('fifty users with expired tokens and twenty calls each, on three replicas (D17)', () => {
  it(
    'mix up nothing: Google is asked with each one’s own token, and each one gets their own answer',
    async () => {
      gateway.google.onRenewal = () => ({ delayMs: 20 })
      gateway.google.onApi = (request, response) => {
        const owner = ownerOf(request.headers.authorization ?? '')
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ owner }))
      }
      const names = Array.from({ length: 50 }, () => crypto.randomUUID())
      const people = await Promise.all(names.map(plantNamed))
      let own = 0
      let laters = 0
      async function ask({ user, name }: (typeof people)[number], turn: number) {
        const site = gateway.replicas[turn % replicaCount]!.url
        let response = await gateway.ask(user, { site })
        // A machine that cannot keep up answers "later", which is an answer; another person's is none.
        for (let times = 0; response.status === 503 && times < 20; times++, laters++)
          response = await gateway.ask(user, { site })
        const { owner } = (await response.json()) as { owner?: string }
        expect([response.status, owner]).toEqual([200, name])
        own++
      }
      for (let round = 0; round < rounds; round++) {
        await expire(people.map(({ user }) => user))
        gateway.google.renewals.length = 0
        const turns = Array.from({ length: 20 }, (_, turn) => turn)
        await Promise.all(turns.flatMap((turn) => people.map((person) => ask(person, turn))))
        expect(gateway.google.renewals.sort()).toEqual(names.map((name) => `1//-${name}`).sort())
      }
      expect(own).toBe(rounds * 1_000)
      expect(laters, 'answers that said "later"').toBeLessThan(own / 10)
    },
    60_000 + rounds * 20_000,
  )
})
