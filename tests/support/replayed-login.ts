// A sign-in that has been finished, and a session that has been ended: what nobody may bring back to life.
import { expect } from 'vitest'
import { cookiesOf, plantSession } from './planted-session.ts'
import type { CookieJar } from './cookie-jar.ts'
import { GoogleControl } from './local-google.ts'
import { finishLogin, startLogin } from './login.ts'
import { expectRefusal } from './refused-login.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

export interface UsedLogin {
  readonly callback: URL
  /** The cookies of before the callback: with them it worked once. */
  readonly saved: CookieJar
}

export async function useLogin(stack: StackAddresses, url: string): Promise<UsedLogin> {
  const { jar, authorizationUrl } = await startLogin(stack, { url })
  const callback = await new GoogleControl(stack.googleUrl).approve(authorizationUrl.href)
  const saved = jar.copy()
  const { location } = await finishLogin(stack, callback, { url, jar })
  expect(location).toBe('/products')
  return { callback, saved }
}

/** Refused as used, with no second token request: a provider may withdraw what a code gave when it comes twice. */
export async function expectStillUsed(
  stack: StackAddresses,
  url: string,
  { callback, saved }: UsedLogin,
): Promise<void> {
  await expectRefusal(stack, 'link_expired', () =>
    finishLogin(stack, callback, { url, jar: saved.copy() }),
  )
  expect(await new GoogleControl(stack.googleUrl).requests('token')).toHaveLength(0)
}

/** A session signed out through the replica, with its tokens kept by a thief. */
export async function endSession(stack: StackAddresses, url: string) {
  const session = await plantSession(stack)
  const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
  const answer = await send(`${url}/auth/logout`, { method: 'POST', headers })
  expect(answer.status).toBe(204)
  return session
}

export async function expectStillEnded(
  url: string,
  tokens: { refreshToken: string; accessToken: string },
): Promise<void> {
  // Another replica learns of it a little later: revocation-latency.test.ts measures how much.
  const headers = { authorization: `Bearer ${tokens.accessToken}` }
  const me = async () => (await send(`${url}/auth/me`, { headers })).status
  await expect.poll(me, { timeout: 10_000, interval: 50 }).toBe(401)
  expect((await send(`${url}/api/products`, { headers })).status).toBe(401)
  const renewal = await send(`${url}/auth/refresh`, {
    method: 'POST',
    headers: { cookie: cookiesOf(tokens), 'x-csrf': '1' },
  })
  expect(renewal.status).toBe(401)
}
