// A page that shows one user must not act for another who has signed in since, in another tab of the same browser.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const form = 'application/x-www-form-urlencoded'

test('a sign-out by a page of the former user ends nothing, here or everywhere', async () => {
  for (const site of everySite(stack))
    for (const query of ['', '?everywhere=1']) {
      const [former, present] = [await plantSession(stack), await plantSession(stack)]
      const headers = { cookie: cookiesOf(present), 'x-csrf': '1', 'x-shown-user': former.userId }
      const response = await send(`${site}/auth/logout${query}`, { method: 'POST', headers })
      await expectProblem(response, 'user_changed')
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('clear-site-data')).toBeNull()
      expect((await readSession(stack, present.sessionId)).revoked_at).toBeNull()
    }
})

test('its form without JavaScript ends nothing either, and leads to who is signed in now', async () => {
  for (const site of everySite(stack)) {
    const [former, present] = [await plantSession(stack), await plantSession(stack)]
    const body = `return=page&shown_user=${former.userId}`
    const response = await send(`${site}/auth/logout`, {
      ...{ method: 'POST', body },
      headers: {
        cookie: cookiesOf(present),
        'sec-fetch-site': 'same-origin',
        'content-type': form,
        'content-length': String(body.length),
      },
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${stack.authUrl}/account`)
    expect((await readSession(stack, present.sessionId)).revoked_at).toBeNull()
  }
})

test('a sign-out by a page of the present user, or of one that names nobody, works as ever', async () => {
  for (const site of everySite(stack)) {
    const session = await plantSession(stack)
    for (const shown of [session.userId, '']) {
      const own = await plantSession(stack, { userId: session.userId })
      const headers = { cookie: cookiesOf(own), 'x-csrf': '1', 'x-shown-user': shown }
      const response = await send(`${site}/auth/logout`, { method: 'POST', headers })
      expect(response.status).toBe(204)
      expect((await readSession(stack, own.sessionId)).revoked_at).not.toBeNull()
    }
  }
})
