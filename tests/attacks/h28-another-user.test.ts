// A page that shows one user must not act for another who has signed in since, in another tab of the same browser.
import { expect, inject, test } from 'vitest'
import { formFields } from '../support/account-form.ts'
import { type ActName, act, outcomeOf, plantAdmin, visitAs } from '../support/administration.ts'
import {
  type PlantedSession,
  cookiesOf,
  plantSession,
  readSession,
} from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { readAllRights } from '../support/live-sessions.ts'
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

/** A page with buttons, and each of them as its own page posts it. */
async function buttons(present: PlantedSession) {
  const other = await plantSession(stack, { userId: present.userId })
  const victim = await plantSession(stack)
  const ofVictim = (which: string) => ({ user: victim.userId, which })
  const acts: [page: string, name: ActName, fields: Record<string, string>, outcome: string][] = [
    ['/account', 'endSessionAction', { which: other.sessionId }, 'ended'],
    ['/account', 'endSessionAction', { which: 'others' }, 'others_ended'],
    [`/admin/users/${victim.userId}`, 'endUserSessionAction', ofVictim('all'), 'all_ended'],
    [`/admin/users/${victim.userId}`, 'blockUserAction', ofVictim('block'), 'blocked'],
  ]
  return acts
}

test('no button of a page of the former user ends a session or blocks anybody', async () => {
  const [former, present] = [await plantAdmin(stack), await plantAdmin(stack)]
  for (const site of everySite(stack)) {
    const acts = await buttons(present)
    const before = await readAllRights(stack)
    for (const [path, name, fields] of acts) {
      const stale = { ...fields, shown_user: former.userId }
      const response = await act(stack, present, name, stale, { site, path })
      expect(await outcomeOf(response), name).toBe('changed')
    }
    expect(await readAllRights(stack)).toEqual(before)
    for (const [path, name, fields, outcome] of acts) {
      const own = { ...fields, shown_user: present.userId }
      const response = await act(stack, present, name, own, { site, path })
      expect(await outcomeOf(response), name).toBe(outcome)
    }
  }
})

test('each of those buttons says whom its page was made for, also without JavaScript', async () => {
  const present = await plantAdmin(stack)
  for (const [path, , fields] of await buttons(present)) {
    const page = await visitAs(present, stack.replicaUrls[0] + path)
    const form = formFields(await page.text(), 'which', fields.which!)
    expect(form).toContainEqual(['shown_user', present.userId])
  }
})
