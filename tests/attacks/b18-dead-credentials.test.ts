// OWASP ASVS 7.4: a credential of a session that is over must not reach the user's other sessions.
import { expect, inject, test } from 'vitest'
import { mintRefreshToken } from '../support/forge.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

function logoutEverywhere(cookie: string) {
  return send(`${site}/auth/logout?everywhere=1`, {
    method: 'POST',
    headers: { cookie, 'x-csrf': '1' },
  })
}

test('lets no ended session sign its user out elsewhere', async () => {
  const ended = await plantSession(stack)
  const kept = await plantSession(stack, { userId: ended.userId })
  await send(`${site}/auth/logout`, {
    method: 'POST',
    headers: { cookie: cookiesOf(ended), 'x-csrf': '1' },
  })
  expect((await logoutEverywhere(cookiesOf(ended))).status).toBe(204)
  expect((await logoutEverywhere(cookiesOf({ accessToken: ended.accessToken }))).status).toBe(204)
  expect((await refresh(site, kept.refreshToken)).status).toBe(200)
})

test('lets no outdated refresh token sign its user out elsewhere', async () => {
  const replayed = await plantSession(stack)
  const kept = await plantSession(stack, { userId: replayed.userId })
  const outdated = mintRefreshToken(stack.authSecret, replayed.sessionId)
  expect((await logoutEverywhere(cookiesOf({ refreshToken: outdated }))).status).toBe(204)
  expect((await refresh(site, kept.refreshToken)).status).toBe(200)
})
