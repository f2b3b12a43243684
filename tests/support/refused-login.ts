// What "a sign-in is refused" means, everywhere the same: the login page with a closed code, no credentials, no row, no
// open transaction, no use of any returned token, one audit event, and the next honest sign-in works.
import { randomInt, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { GoogleControl, type GoogleSettings } from './local-google.ts'
import { type FinishedLogin, attemptSignIn, signIn } from './login.ts'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

export interface Stranger {
  readonly sub: string
  readonly email: string
}

/** Somebody the site has never seen. */
export function newStranger(): Stranger {
  const digits = Array.from({ length: 20 }, () => randomInt(10)).join('')
  return { sub: `1${digits}`, email: `${randomUUID()}@example.com` }
}

interface Counts {
  users: number
  accounts: number
  sessions: number
  refusals: number
}

async function countRows(stack: StackAddresses): Promise<Counts> {
  const [counts] = await queryDatabase<Counts>(
    stack,
    `SELECT (SELECT count(*)::int FROM users) AS users,
            (SELECT count(*)::int FROM accounts) AS accounts,
            (SELECT count(*)::int FROM sessions) AS sessions,
            (SELECT count(*)::int FROM audit_events WHERE type = 'sign_in_refused') AS refusals`,
  )
  return counts!
}

/** Runs an attempt and proves that it left nothing behind but its audit event. */
export async function expectRefusal(
  stack: StackAddresses,
  code: LoginErrorCode,
  attempt: () => Promise<FinishedLogin>,
): Promise<FinishedLogin> {
  const google = new GoogleControl(stack.googleUrl)
  await google.clearRequests()
  const before = await countRows(stack)
  const finished = await attempt()
  expect(finished.response).toBeRefusedLogin(code)
  expect(await countRows(stack)).toEqual({ ...before, refusals: before.refusals + 1 })
  const asked = (await google.requests()).map(({ endpoint }) => endpoint)
  expect(asked).not.toContain('userinfo')
  expect(asked).not.toContain('calendar')
  return finished
}

/** A stranger signs in while Google misbehaves as told: refused, and nothing is broken afterwards. */
export async function expectTamperingRefused(
  stack: StackAddresses,
  settings: Omit<GoogleSettings, 'personas'>,
  code: LoginErrorCode = 'sign_in_failed',
): Promise<void> {
  const google = new GoogleControl(stack.googleUrl)
  await google.set({ ...settings, personas: { charlie: { ...newStranger() } } })
  const { jar } = await expectRefusal(stack, code, () =>
    attemptSignIn(stack, { persona: 'charlie' }),
  )
  expect(jar.names(), 'the transaction is over').toEqual([])
  await google.reset()
  await signIn(stack, { jar })
}

/** A stranger signs in while Google answers unusually, but rightly. */
export async function expectAccepted(
  stack: StackAddresses,
  settings: Omit<GoogleSettings, 'personas'>,
): Promise<void> {
  const google = new GoogleControl(stack.googleUrl)
  const stranger = newStranger()
  await google.set({ ...settings, personas: { charlie: { ...stranger } } })
  await signIn(stack, { persona: 'charlie' })
  const rows = await queryDatabase(stack, 'SELECT id FROM users WHERE email = $1', [stranger.email])
  expect(rows).toHaveLength(1)
}
