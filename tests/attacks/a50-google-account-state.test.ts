// Google's Cross-Account Protection: account-disabled, account-enabled, verification (its state is optional:
// openid-ssf-receiver-unsolicited-stream-verification).
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { attemptSignIn, signIn } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import {
  announce,
  readAccount,
  recordedEvents,
  signInSomebody,
} from '../support/security-events.ts'

const stack = inject('stack')
const now = Math.floor(Date.now() / 1_000)

test.each([undefined, 'hijacking', 'bulk-account'])(
  'account-disabled with the reason %s bars the sign-in until account-enabled',
  async (reason) => {
    const { persona, userId } = await signInSomebody(stack)
    await announce(stack, { event: 'account-disabled', persona, reason })
    for (const url of stack.replicaUrls) {
      const { response } = await attemptSignIn(stack, { persona, url })
      expect(response).toBeRefusedLogin('google_account_disabled')
    }
    await announce(stack, { event: 'account-enabled', persona })
    await signIn(stack, { persona })
    expect((await recordedEvents(stack, userId)).at(-1)).toBe('account_enabled')
  },
)

test('account-enabled does not lift the administrator’s own block', async () => {
  const { persona, userId } = await signInSomebody(stack)
  await queryDatabase(stack, 'UPDATE users SET disabled_at = now() WHERE id = $1', [userId])
  await announce(stack, { event: 'account-enabled', persona })
  const { response } = await attemptSignIn(stack, { persona })
  expect(response).toBeRefusedLogin('account_disabled')
})

test('an event that comes late does not undo a later one', async () => {
  const { persona, userId } = await signInSomebody(stack)
  const at = (iat: number) => ({ persona, tampering: { claims: { iat } } })
  await announce(stack, { event: 'account-disabled', ...at(now - 100) })
  await announce(stack, { event: 'account-enabled', ...at(now - 200) })
  expect((await readAccount(stack, userId)).google_blocked_at).not.toBeNull()
  await announce(stack, { event: 'account-enabled', ...at(now - 50) })
  await announce(stack, { event: 'account-disabled', ...at(now - 60) })
  expect((await readAccount(stack, userId)).google_blocked_at).toBeNull()
})

test('a sign-in that is under way when the account is disabled leaves no session behind', async () => {
  const { persona, userId } = await signInSomebody(stack)
  const disabling = announce(stack, { event: 'account-disabled', reason: 'hijacking', persona })
  const attempts = [0, 1, 2, 3].map(() => attemptSignIn(stack, { persona }))
  await Promise.all([disabling, ...attempts])
  const live = await queryDatabase(
    stack,
    'SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL',
    [userId],
  )
  expect(live).toEqual([])
})

test.each([`state ${randomUUID()}`, undefined])(
  'a verification with the state %s is logged',
  async (state) => {
    const jti = randomUUID()
    await announce(stack, { event: 'verification', state, jti })
    const log = readFileSync(path.join(stack.logFolder, 'site-1.log'), 'utf8')
    const line = log.split('\n').find((each) => each.includes(jti))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ kind: 'verification', state: state ?? null })
    const events = await queryDatabase(
      stack,
      "SELECT 1 FROM audit_events WHERE reason = 'verification' AND user_id IS NULL",
    )
    expect(events.length).toBeGreaterThan(0)
  },
)
