// ASVS 8.2.2: whose data is handed out or deleted is decided by the access token, and by nothing else in the request.
import { generateKeyPairSync } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { countRowsOf, deletionPath, ownPage, postDeletion } from '../support/account-deletion.ts'
import { forgeAccessToken } from '../support/forge.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectProblem, expectSentToLogin } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

async function expectUserLives(userId: string): Promise<void> {
  expect((await countRowsOf(stack, userId)).users).toBe(1)
}

async function plantVictim() {
  const victim = await plantSession(stack)
  await queryDatabase(
    stack,
    `INSERT INTO accounts (id, user_id, issuer, subject, updated_at)
     VALUES (gen_random_uuid(), $1, $2, $3, now())`,
    [victim.userId, stack.googleUrl, `subject of ${victim.userId}`],
  )
  return victim
}

test('an export has nothing of another user, whatever the request names', async () => {
  const [attacker, victim] = [await plantSession(stack), await plantVictim()]
  const { userId, sessionId, email } = victim
  for (const site of everySite(stack))
    for (const query of [
      '',
      `?userId=${userId}`,
      `?user_id=${userId}&id=${userId}`,
      `?sub=${userId}`,
    ]) {
      const response = await send(`${site}/api/account/export${query}`, {
        headers: {
          authorization: `Bearer ${attacker.accessToken}`,
          cookie: cookiesOf(victim),
          'x-user-id': userId,
          'x-forwarded-user': email,
        },
      })
      expect(response.status).toBe(200)
      const text = await response.text()
      expect(text).toContain(attacker.userId)
      for (const theirs of [userId, sessionId, email]) expect(text).not.toContain(theirs)
    }
})

test('a deletion takes the account of the access token and no other', async () => {
  const victim = await plantVictim()
  for (const site of everySite(stack)) {
    const attacker = await plantSession(stack)
    const mixed = { ...attacker, refreshToken: victim.refreshToken }
    await postDeletion(site, mixed, { typed: victim.email })
    await expectUserLives(attacker.userId)
    await postDeletion(site, mixed)
    expect((await countRowsOf(stack, attacker.userId)).users).toBe(0)
  }
  await expectUserLives(victim.userId)
})

test('a token with another’s id, a false signature or an ended session deletes nothing', async () => {
  const victim = await plantVictim()
  const ended = await plantSession(stack, { userId: victim.userId })
  await queryDatabase(stack, 'UPDATE sessions SET revoked_at = now() WHERE id = $1', [
    ended.sessionId,
  ])
  const { privateKey } = generateKeyPairSync('ed25519')
  const { email } = victim
  const tokens = [
    await forgeAccessToken(stack, victim, { claims: { email }, key: privateKey }),
    await forgeAccessToken(stack, ended, { claims: { email } }),
  ]
  for (const site of everySite(stack))
    for (const accessToken of tokens)
      // A replica may learn of the ended session up to a second later; until then the wrong address keeps it safe.
      await expect
        .poll(async () => {
          const response = await postDeletion(site, { accessToken, email }, { typed: 'nobody' })
          const location = response.headers.get('location') ?? ''
          return new URL(location, 'http://relative.test').pathname
        })
        .toBe('/login')
  for (const site of everySite(stack))
    for (const accessToken of tokens) {
      const response = await postDeletion(site, { accessToken, email })
      expect(response.headers.get('location')).not.toContain('account_deleted')
    }
  await expectUserLives(victim.userId)
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
  { 'sec-fetch-site': 'none' },
  { origin: 'null' },
  { referer: `${stack.authUrl}/account/delete` },
  {},
])('no page from elsewhere deletes an account: %j', async (headers) => {
  const victim = await plantVictim()
  for (const site of everySite(stack)) {
    const response = await postDeletion(site, victim, { headers })
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
    await expectProblem(response, 'untrusted_caller')
  }
  await expectUserLives(victim.userId)
})

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('no %s deletes an account', async (method) => {
  const victim = await plantVictim()
  const email = encodeURIComponent(victim.email)
  for (const site of everySite(stack))
    for (const path of [deletionPath, '/account/delete', '/api/account', '/account']) {
      const headers = {
        ...ownPage,
        cookie: cookiesOf(victim),
        'x-http-method-override': 'POST',
      }
      const response = await send(`${site}${path}?email=${email}&_method=POST`, { method, headers })
      expect(response.headers.get('clear-site-data')).toBeNull()
      expect(response.headers.getSetCookie()).toEqual([])
    }
  await expectUserLives(victim.userId)
})

test('a stranger is sent to sign in', async () => {
  for (const site of everySite(stack)) {
    const response = await postDeletion(site, { email: 'nobody@example.com' })
    await expectSentToLogin(response)
  }
})

test.each([
  ['text/plain', 'email=x', 415],
  ['application/json', '{"email":"x"}', 415],
  ['multipart/form-data; boundary=b', '--b--', 415],
  ['application/x-www-form-urlencoded', `email=${'x'.repeat(2_000)}`, 413],
])('a body of %s is not taken for the form: %.20j', async (type, body, status) => {
  const victim = await plantVictim()
  for (const site of everySite(stack)) {
    const headers = {
      ...ownPage,
      cookie: cookiesOf(victim),
      'content-type': type,
      'content-length': String(body.length),
    }
    const response = await send(site + deletionPath, { method: 'POST', headers, body })
    expect(response.status).toBe(status)
  }
  await expectUserLives(victim.userId)
})
