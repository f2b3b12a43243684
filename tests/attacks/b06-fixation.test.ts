// OWASP ASVS 7.2.4: whatever a browser holds before the sign-in is worth nothing after it.
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { mintRefreshToken, sessionIdOf } from '../support/forge.ts'
import { signIn } from '../support/login.ts'
import { plantSession, readSession } from '../support/planted-session.ts'
import { everySite, namedSites, expectRefusedEverywhere } from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'

const stack = inject('stack')

test.each(namedSites(stack))(
  'gives a new session in place of planted garbage (%s)',
  async (_, url) => {
    const jar = new CookieJar([
      ['gatehouse-session', 'x'.repeat(86)],
      ['gatehouse-access', 'a.b.c'],
      ['authjs.session-token', 'planted'],
      ['next-auth.session-token', 'planted'],
      ['__Secure-authjs.session-token', 'planted'],
    ])
    await signIn(stack, { url, jar })
    expect(jar.get('gatehouse-session')).toMatch(/^[\w-]{86}$/)
    expect(jar.get('gatehouse-session')).not.toBe('x'.repeat(86))
    expect(jar.get('gatehouse-access')).not.toBe('a.b.c')
    for (const site of everySite(stack)) expect((await refresh(site, 'planted')).status).toBe(401)
  },
)

test.each(namedSites(stack))(
  'never revives a planted token that names no session (%s)',
  async (_, url) => {
    const planted = mintRefreshToken(stack.authSecret, randomUUID())
    const jar = new CookieJar([['gatehouse-session', planted]])
    await signIn(stack, { url, jar })
    const own = jar.get('gatehouse-session')!
    expect(sessionIdOf(own)).not.toBe(sessionIdOf(planted))
    for (const site of everySite(stack)) expect((await refresh(site, planted)).status).toBe(401)
  },
)

test.each(namedSites(stack))(
  'ends an attacker’s live session that was planted, and signs in as oneself (%s)',
  async (_, url) => {
    const attacker = await plantSession(stack)
    const jar = new CookieJar([
      ['gatehouse-session', attacker.refreshToken],
      ['gatehouse-access', attacker.accessToken],
    ])
    await signIn(stack, { url, jar })
    expect(sessionIdOf(jar.get('gatehouse-session')!)).not.toBe(attacker.sessionId)
    const row = await readSession(stack, attacker.sessionId)
    expect(row).toMatchObject({ revoked_reason: 'replaced', revoked_at: expect.any(Date) as Date })
  },
)

test('gives a new session at each sign-in, and ends the one it replaces', async () => {
  const jar = new CookieJar()
  await signIn(stack, { jar })
  const first = { session: jar.get('gatehouse-session')!, access: jar.get('gatehouse-access')! }
  await signIn(stack, { jar })
  expect(sessionIdOf(jar.get('gatehouse-session')!)).not.toBe(sessionIdOf(first.session))
  for (const site of everySite(stack)) expect((await refresh(site, first.session)).status).toBe(401)
  await expect
    .poll(() => expectRefusedEverywhere(stack, first.access).then(() => true, String), {
      timeout: 10_000,
      interval: 250,
    })
    .toBe(true)
})
