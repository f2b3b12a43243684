// OWASP ASVS 5.0 §8.2.2: who is asking is decided by the token. An id in an address, a body or a header is nobody's word.
import { expect, inject, test } from 'vitest'
import { plantSession, readSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { renewed } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const names = ['user', 'user_id', 'userId', 'id', 'sub', 'account', 'accountId', 'email', 'session']

test('GET /auth/me answers about the token’s user, whoever else is named', async () => {
  const [own, victim] = [await plantSession(stack), await plantSession(stack)]
  const query = new URLSearchParams(names.map((name) => [name, victim.userId]))
  for (const site of everySite(stack)) {
    const headers = {
      authorization: `Bearer ${own.accessToken}`,
      ...{
        'x-user-id': victim.userId,
        'x-shown-user': victim.userId,
        'x-session-id': victim.sessionId,
      },
    }
    const response = await send(`${site}/auth/me?${query}`, { headers })
    expect(await response.json()).toMatchObject({
      user: { id: own.userId },
      session: { id: own.sessionId },
    })
  }
})

test('a sign-out and a renewal concern the cookie’s session, whoever else is named', async () => {
  for (const site of everySite(stack)) {
    const [own, victim] = [await plantSession(stack), await plantSession(stack)]
    const named = new URLSearchParams(names.map((name) => [name, victim.sessionId]))
    const { body } = await renewed(`${site}`, own.refreshToken)
    expect(body).toMatchObject({ user: { id: own.userId } })
    const fields = `return=page&${named}`
    const response = await send(`${site}/auth/logout?everywhere=1&${named}`, {
      method: 'POST',
      headers: {
        cookie: `gatehouse-session=${own.refreshToken}`,
        'x-csrf': '1',
        'x-user-id': victim.userId,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(fields.length),
      },
      body: fields,
    })
    expect(response.status).toBe(303)
    expect((await readSession(stack, own.sessionId)).revoked_at).not.toBeNull()
    expect((await readSession(stack, victim.sessionId)).revoked_at).toBeNull()
  }
})

test('a page shows the cookie’s user, whoever else is named', async () => {
  const [own, victim] = [await plantSession(stack), await plantSession(stack)]
  const query = new URLSearchParams(names.map((name) => [name, victim.userId]))
  for (const site of everySite(stack)) {
    const headers = { cookie: `gatehouse-access=${own.accessToken}`, 'x-user-id': victim.userId }
    const text = await (await send(`${site}/account?${query}`, { headers })).text()
    expect(text).toContain(own.email)
    expect(text).not.toContain(victim.email)
  }
})
