// Google's Cross-Account Protection, "Supported event types": what is required of a receiver.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { refresh } from '../support/renewal.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'
import { plantSession, readSession } from '../support/planted-session.ts'
import {
  announce,
  readAccount,
  recordedEvents,
  signInSomebody,
  type SignedInPerson,
} from '../support/security-events.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

/** Refused by every replica within a second, whichever was told. */
async function expectEnded(person: SignedInPerson): Promise<void> {
  const toldAt = performance.now()
  const other = await plantSession(stack, { userId: person.userId, ageSeconds: 0 })
  for (const site of stack.replicaUrls)
    expect((await refresh(site, person.refreshToken)).status).toBe(401)
  await sleep(Math.max(0, 1_000 - (performance.now() - toldAt)))
  await expectRefusedEverywhere(stack, person.accessToken)
  expect((await readSession(stack, person.sessionId)).revoked_reason).toBe('security_event')
  // What began afterwards is not meant.
  expect((await refresh(stack.replicaUrls[0], other.refreshToken)).status).toBe(200)
}

async function expectAlive({ accessToken }: SignedInPerson): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` }
  for (const site of stack.replicaUrls)
    expect((await send(`${site}/auth/me`, { headers })).status).toBe(200)
}

test('sessions-revoked ends every session of the person on every replica, and nobody else’s', async () => {
  const person = await signInSomebody(stack)
  const elsewhere = await plantSession(stack, { userId: person.userId })
  const stranger = await signInSomebody(stack)
  await announce(stack, { event: 'sessions-revoked', persona: person.persona })
  await expectEnded(person)
  await expectRefusedEverywhere(stack, elsewhere.accessToken)
  await expectAlive(stranger)
  const account = await readAccount(stack, person.userId)
  expect(account.sealed_refresh_token).not.toBeNull()
  expect(account.google_blocked_at).toBeNull()
  expect(await recordedEvents(stack, person.userId)).toEqual(['sessions_revoked'])
})

test('tokens-revoked does the same and wipes what Google gave', async () => {
  const person = await signInSomebody(stack)
  const stranger = await signInSomebody(stack)
  await announce(stack, { event: 'tokens-revoked', persona: person.persona }, stack.replicaUrls[1])
  await expectEnded(person)
  expect(await readAccount(stack, person.userId)).toEqual({
    sealed_refresh_token: null,
    sealed_access_token: null,
    refresh_token_digest: null,
    refresh_token_prefix_mac: null,
    needs_reconsent: true,
    google_blocked_at: null,
  })
  expect((await readAccount(stack, stranger.userId)).sealed_refresh_token).not.toBeNull()
})

test('account-disabled for hijacking ends the sessions and bars the account', async () => {
  const person = await signInSomebody(stack)
  const { persona } = person
  await announce(stack, { event: 'account-disabled', reason: 'hijacking', persona })
  await expectEnded(person)
  expect((await readAccount(stack, person.userId)).google_blocked_at).not.toBeNull()
  expect(await recordedEvents(stack, person.userId)).toEqual(['account_disabled_hijacking'])
})

test.each([
  ['account-credential-change-required', undefined],
  ['account-disabled', undefined],
  ['account-disabled', 'bulk-account'],
] as const)('%s with the reason %s leaves the sessions alone', async (event, reason) => {
  const person = await signInSomebody(stack)
  await announce(stack, { event, persona: person.persona, reason })
  await sleep(1_000)
  await expectAlive(person)
  expect((await readAccount(stack, person.userId)).sealed_refresh_token).not.toBeNull()
})

test('a person who is not known here, or of another issuer, is acknowledged and changes nothing', async () => {
  const person = await signInSomebody(stack)
  await announce(stack, { event: 'sessions-revoked', persona: 'user9998' })
  const type = 'https://schemas.openid.net/secevent/risc/event-type/sessions-revoked'
  const subjects = [
    { iss: 'https://accounts.google.example/', sub: '108642000000000000029' },
    { iss: `${stack.googleUrl}/`, sub: 'x'.repeat(255) },
    { iss: `${stack.googleUrl}/`, sub: `${person.persona}@example.com` },
  ]
  for (const subject of subjects)
    await announce(stack, {
      event: 'sessions-revoked',
      tampering: { claims: { events: { [type]: { subject } } } },
    })
  await expectAlive(person)
  expect(await recordedEvents(stack, person.userId)).toEqual([])
})

test('an event that is not known here is acknowledged and changes nothing', async () => {
  const person = await signInSomebody(stack)
  const events = { 'https://schemas.openid.net/secevent/caep/event-type/new': {}, constructor: {} }
  await announce(stack, { event: 'verification', tampering: { claims: { events } } })
  await expectAlive(person)
})

test('several events in one token are all acted on', async () => {
  const person = await signInSomebody(stack)
  const { persona } = person
  const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
  const sub = `12${persona.slice(4).padStart(19, '0')}`
  const payload = { subject: { subject_type: 'iss-sub', iss: `${stack.googleUrl}/`, sub } }
  const events = { [`${risc}sessions-revoked`]: payload, [`${risc}account-disabled`]: payload }
  await announce(stack, { event: 'verification', tampering: { claims: { events } } })
  expect(await recordedEvents(stack, person.userId)).toEqual([
    'sessions_revoked',
    'account_disabled',
  ])
  await expectEnded(person)
})
