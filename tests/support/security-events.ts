// Somebody who has signed in, what Google may announce about them, and what the site then keeps.
import { randomInt } from 'node:crypto'
import { expect } from 'vitest'
import { GoogleControl, type Announcement, type Persona } from './local-google.ts'
import { signIn } from './login.ts'
import { queryDatabase } from './query-database.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

export type DeliveryError =
  | 'invalid_request'
  | 'invalid_key'
  | 'invalid_issuer'
  | 'invalid_audience'
  | 'authentication_failed'

export interface SignedInPerson {
  readonly persona: Persona
  readonly userId: string
  readonly sessionId: string
  readonly refreshToken: string
  readonly accessToken: string
}

/** Nobody has met them yet in this run. */
function newPersona(): Persona {
  return `user${randomInt(1, 10_000)}`
}

interface SessionRow {
  readonly id: string
  readonly user_id: string
}

/** Signs in through Google, consent included, so that the site holds a refresh token of Google's. */
export async function signInSomebody(
  stack: StackAddresses,
  persona = newPersona(),
): Promise<SignedInPerson> {
  // Consents outlive a run of tests, and only a first one brings a refresh token.
  await new GoogleControl(stack.googleUrl).withdrawGrant(persona)
  const { jar } = await signIn(stack, { persona })
  const [session] = await queryDatabase<SessionRow>(
    stack,
    `SELECT s.id, s.user_id FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE u.email = $1 AND s.revoked_at IS NULL ORDER BY s.created_at DESC LIMIT 1`,
    [`${persona}@example.com`],
  )
  return {
    persona,
    userId: session!.user_id,
    sessionId: session!.id,
    refreshToken: jar.get('gatehouse-session')!,
    accessToken: jar.get('gatehouse-access')!,
  }
}

/** A token that Google would sign, or nearly. */
export async function tokenOf(stack: StackAddresses, announcement: Announcement): Promise<string> {
  const google = new GoogleControl(stack.googleUrl)
  return (await google.announce({ ...announcement, deliver: false })).token
}

export function deliver(
  site: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const contentType = { 'content-type': 'application/secevent+jwt' }
  return send(`${site}/auth/risc`, {
    method: 'POST',
    headers: { ...contentType, ...headers },
    body,
  })
}

/** Announces an event to one replica, and fails the test where that is not acknowledged. */
export async function announce(
  stack: StackAddresses,
  announcement: Announcement,
  site = stack.replicaUrls[0],
): Promise<void> {
  const response = await deliver(site, await tokenOf(stack, announcement))
  expect(response.status, await response.text()).toBe(202)
}

/** RFC 8935 §2.4. */
export async function expectDeliveryRefused(
  response: Response,
  code: DeliveryError,
): Promise<void> {
  const text = await response.text()
  expect(response.status, text).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('cache-control')).toContain('no-store')
  expect(response.headers.get('content-language')).toBe('en')
  expect(JSON.parse(text)).toEqual({ err: code, description: expect.any(String) as unknown })
}

export interface AccountRow {
  readonly sealed_refresh_token: string | null
  readonly sealed_access_token: string | null
  readonly refresh_token_digest: Buffer | null
  readonly refresh_token_prefix_mac: Buffer | null
  readonly needs_reconsent: boolean
  readonly google_blocked_at: Date | null
}

export async function readAccount(stack: StackAddresses, userId: string): Promise<AccountRow> {
  const [row] = await queryDatabase<AccountRow>(
    stack,
    `SELECT sealed_refresh_token, sealed_access_token, refresh_token_digest, refresh_token_prefix_mac,
       needs_reconsent, google_blocked_at FROM accounts WHERE user_id = $1`,
    [userId],
  )
  return row!
}

/** The reasons of the events of Google's that were recorded for a user, in order. */
export async function recordedEvents(stack: StackAddresses, userId: string): Promise<string[]> {
  const rows = await queryDatabase<{ reason: string }>(
    stack,
    `SELECT reason FROM audit_events WHERE user_id = $1 AND type = 'google_security_event' ORDER BY id`,
    [userId],
  )
  return rows.map(({ reason }) => reason)
}

/** Everything of a person that a security event may change. */
export async function snapshot(stack: StackAddresses, { userId, sessionId }: SignedInPerson) {
  const sessions = await queryDatabase(
    stack,
    'SELECT id, revoked_at, revoked_reason FROM sessions WHERE id = $1',
    [sessionId],
  )
  return {
    account: await readAccount(stack, userId),
    events: await recordedEvents(stack, userId),
    sessions,
  }
}
