// POST /auth/refresh as the site's own page asks it.
import { expect } from 'vitest'
import { cookiesOf } from './planted-session.ts'
import { send } from './send.ts'

export function refresh(site: string, refreshToken: string): Promise<Response> {
  const cookie = cookiesOf({ refreshToken })
  return send(`${site}/auth/refresh`, { method: 'POST', headers: { cookie, 'x-csrf': '1' } })
}

/** The value a response sets for the cookie, '' where it takes it away, undefined where it leaves it alone. */
export function setCookieValue(response: Response, name: string): string | undefined {
  const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))
  return line?.slice(name.length + 1).split(';')[0]
}

/** Renews and gives the successor and the access token; fails the test where that does not succeed. */
export async function renewed(site: string, refreshToken: string) {
  const response = await refresh(site, refreshToken)
  const body = (await response.json()) as { access_token: string; expires_in: number }
  expect(response.status, JSON.stringify(body)).toBe(200)
  const successor = setCookieValue(response, 'gatehouse-session')
  expect(successor).toBeTruthy()
  return { refreshToken: successor!, accessToken: body.access_token, body, response }
}

/** Takes both cookies away. */
export function expectCookiesCleared(response: Response): void {
  expect(setCookieValue(response, 'gatehouse-session')).toBe('')
  expect(setCookieValue(response, 'gatehouse-access')).toBe('')
  for (const cookie of response.headers.getSetCookie())
    expect(cookie).toMatch(/; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/)
}
