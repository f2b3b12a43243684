// Google's Cross-Account Protection, "Duplicated and missed events"; RFC 8935 §2.2: 202 only for what can no longer be lost.
import { randomUUID } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { queryDatabase } from '../support/query-database.ts'
import { expectProblem } from '../support/refusals.ts'
import {
  deliver,
  readAccount,
  recordedEvents,
  signInSomebody,
  snapshot,
  tokenOf,
} from '../support/security-events.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
let replica: Replica | undefined

afterEach(async () => {
  await google.reset()
  await replica?.stop()
  replica = undefined
})

test('the same event twenty times at once, on two replicas, is acted on once', async () => {
  const { persona, userId } = await signInSomebody(stack)
  const event = { event: 'account-disabled', reason: 'hijacking', persona } as const
  const token = await tokenOf(stack, event)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, turn) => deliver(stack.replicaUrls[turn % 2]!, token)),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202))
  expect(await recordedEvents(stack, userId)).toEqual(['account_disabled_hijacking'])
})

test('an event that was acted on does nothing when it comes again', async () => {
  const { persona, userId } = await signInSomebody(stack)
  const jti = randomUUID()
  const iat = Math.floor(Date.now() / 1_000)
  const at = { persona, jti, tampering: { claims: { iat } } }
  const token = await tokenOf(stack, { event: 'account-disabled', ...at })
  expect((await deliver(stack.replicaUrls[0], token)).status).toBe(202)
  await queryDatabase(stack, 'UPDATE accounts SET google_blocked_at = NULL WHERE user_id = $1', [
    userId,
  ])
  expect((await deliver(stack.replicaUrls[1], token)).status).toBe(202)
  expect((await readAccount(stack, userId)).google_blocked_at).toBeNull()
})

test('is not acknowledged while the database is away, and is acted on when it comes again', async () => {
  const person = await signInSomebody(stack)
  replica = await startReplica(stack)
  const token = await tokenOf(stack, { event: 'sessions-revoked', persona: person.persona })
  const before = await snapshot(stack, person)
  await queryDatabase(stack, 'ALTER TABLE security_events RENAME TO security_events_away')
  try {
    const response = await deliver(replica.url, token)
    expect(response.status).toBeGreaterThanOrEqual(500)
  } finally {
    await queryDatabase(stack, 'ALTER TABLE security_events_away RENAME TO security_events')
  }
  expect(await snapshot(stack, person)).toEqual(before)
  expect((await deliver(replica.url, token)).status).toBe(202)
  expect(await recordedEvents(stack, person.userId)).toEqual(['sessions_revoked'])
})

test('is asked for again with 503 while nothing can be locked in time', async () => {
  const person = await signInSomebody(stack)
  const token = await tokenOf(stack, { event: 'sessions-revoked', persona: person.persona })
  const { default: pg } = await import('pg')
  const blocker = new pg.Client({ connectionString: stack.databaseUrl })
  await blocker.connect()
  try {
    await blocker.query('BEGIN; LOCK TABLE security_events IN ACCESS EXCLUSIVE MODE')
    const response = await deliver(stack.replicaUrls[0], token)
    expect(response.headers.get('retry-after')).not.toBeNull()
    await expectProblem(response, 'service_unavailable')
  } finally {
    await blocker.query('ROLLBACK')
    await blocker.end()
  }
  expect(await recordedEvents(stack, person.userId)).toEqual([])
  expect((await deliver(stack.replicaUrls[0], token)).status).toBe(202)
  expect(await recordedEvents(stack, person.userId)).toEqual(['sessions_revoked'])
})

test.each([
  ['the keys fail', { jwks: { status: 500 } }],
  ['the keys are no keys', { jwks: { body: '<html>' } }],
  ['the connection for the keys breaks', { jwks: { resetConnection: true } }],
  ['the configuration fails', { riscConfiguration: { status: 503 } }],
  ['the configuration is not there', { riscConfiguration: { status: 404 } }],
  [
    'the configuration is a redirect',
    { riscConfiguration: { status: 302, headers: { location: '/' } } },
  ],
  [
    'the configuration names another issuer',
    {
      riscConfiguration: {
        body: { issuer: 'https://evil.example/', jwks_uri: 'https://evil.example/certs' },
      },
    },
  ],
] as const)(
  'is asked for again with 503 where %s, and is accepted afterwards',
  async (_, endpoints) => {
    const person = await signInSomebody(stack)
    const token = await tokenOf(stack, { event: 'sessions-revoked', persona: person.persona })
    // A process that has not yet got what it needs.
    replica = await startReplica(stack)
    await google.set({ endpoints: structuredClone(endpoints) as never })
    const before = await snapshot(stack, person)
    const response = await deliver(replica.url, token)
    await expectProblem(response, 'service_unavailable')
    expect(response.headers.get('retry-after')).toBe('30')
    expect(await snapshot(stack, person)).toEqual(before)
    await google.reset()
    await expect.poll(async () => (await deliver(replica!.url, token)).status).toBe(202)
    expect(await recordedEvents(stack, person.userId)).toEqual(['sessions_revoked'])
  },
)
