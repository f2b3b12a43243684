// OWASP ASVS 7.4.1: signed out means refused, everywhere, and not only when the access token runs out.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import {
  everySite,
  namedSites,
  expectNothingProtected,
  expectProblem,
  expectRefusedEverywhere,
  expectSentToLogin,
} from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

function logout(site: string, cookie: string, query = '') {
  const headers = { cookie, 'x-csrf': '1' }
  return send(`${site}/auth/logout${query}`, { method: 'POST', headers })
}

test.each(namedSites(stack))(
  'refuses everything of the session at once where it was ended (%s)',
  async (_, site) => {
    const session = await plantSession(stack)
    const cookie = cookiesOf(session)
    expect((await send(`${site}/account`, { headers: { cookie } })).status).toBe(200)
    expect((await logout(site, cookie)).status).toBe(204)

    const authorization = `Bearer ${session.accessToken}`
    for (const path of ['/auth/me', '/api/products']) {
      const response = await send(site + path, { headers: { authorization } })
      expect(response.status).toBe(401)
      await expectProblem(response, 'invalid_token')
    }
    await expectSentToLogin(await send(`${site}/account`, { headers: { cookie } }))
    const payload = await send(`${site}/account?_rsc=1`, { headers: { cookie, rsc: '1' } })
    expectNothingProtected(await payload.text())
    expect((await refresh(site, session.refreshToken)).status).toBe(401)
  },
)

test('refuses it on every replica within a second', async () => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    expect(
      (
        await send(`${site}/auth/me`, {
          headers: { authorization: `Bearer ${session.accessToken}` },
        })
      ).status,
    ).toBe(200)
  await logout(stack.replicaUrls[0], cookiesOf(session))
  const answeredAt = performance.now()
  for (const site of everySite(stack))
    expect((await refresh(site, session.refreshToken)).status).toBe(401)
  await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - answeredAt)))
  await expectRefusedEverywhere(stack, session.accessToken)
})

test('ends one session and leaves the same user’s others alone', async () => {
  const ended = await plantSession(stack)
  const kept = await plantSession(stack, { userId: ended.userId })
  await logout(stack.replicaUrls[0], cookiesOf(ended))
  expect((await refresh(stack.replicaUrls[0], kept.refreshToken)).status).toBe(200)
})

test.each(namedSites(stack))(
  'ends all of the user’s sessions, and nobody else’s, on request (%s)',
  async (_, site) => {
    const [own, stranger] = [await plantSession(stack), await plantSession(stack)]
    const elsewhere = await plantSession(stack, { userId: own.userId })
    expect((await logout(site, cookiesOf(own), '?everywhere=1')).status).toBe(204)
    expect((await refresh(site, own.refreshToken)).status).toBe(401)
    expect((await refresh(site, elsewhere.refreshToken)).status).toBe(401)
    expect((await refresh(site, stranger.refreshToken)).status).toBe(200)
  },
)

test('ends the session an access cookie names where the session cookie is gone', async () => {
  const session = await plantSession(stack)
  const cookie = cookiesOf({ accessToken: session.accessToken })
  expect((await logout(stack.replicaUrls[0], cookie)).status).toBe(204)
  expect((await refresh(stack.replicaUrls[1], session.refreshToken)).status).toBe(401)
})
