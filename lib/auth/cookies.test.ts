import { describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

async function cookiesAt(AUTH_URL: string) {
  setEnvironment({ AUTH_URL })
  const cookies = await import('./cookies')
  // Reads the environment now, before the next one is set.
  cookies.sessionCookieName()
  return cookies
}

const https = await cookiesAt('https://shop.example.com')
const http = await cookiesAt('http://localhost:3000')
const credentials = {
  ...{ refreshToken: 'refresh', sessionSeconds: 604_800 },
  ...{ accessToken: 'access', accessTokenSeconds: 900 },
}

describe('the cookies of an https site', () => {
  it('are bound to the host: __Host-, Secure, Path=/ and no Domain', () => {
    const all = [
      ...https.sessionCookies(credentials),
      ...https.clearedSessionCookies(),
      https.loginCookie('abc', 'value'),
      https.clearedLoginCookie('abc'),
    ]
    for (const cookie of all) {
      expect(cookie).toMatch(/^__Host-gatehouse-(session|access|login-abc)=/)
      const attributes = cookie.split('; ').slice(1)
      expect(attributes.map((text) => text.replace(/\d+/, 'N')).sort()).toEqual(
        ['HttpOnly', 'Max-Age=N', 'Path=/', 'SameSite=Lax', 'Secure'].sort(),
      )
    }
  })

  it('live as long as what they hold', () => {
    expect(https.sessionCookies(credentials)).toEqual([
      '__Host-gatehouse-session=refresh; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure',
      '__Host-gatehouse-access=access; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure',
    ])
    for (const cookie of https.clearedSessionCookies()) expect(cookie).toMatch(/=; .*Max-Age=0;/)
  })

  it('are not read under a bare name, which a sibling host can plant', () => {
    const headers = new Headers({ cookie: 'gatehouse-session=planted; gatehouse-login-abc=x' })
    expect(https.readCookie(headers, https.sessionCookieName())).toBeNull()
    expect(https.readLoginCookies(headers)).toEqual([])
  })
})

describe('the cookies of http on a loopback host', () => {
  it('carry bare names and no Secure, which such a browser would drop', () => {
    expect(http.sessionCookies(credentials)).toEqual([
      'gatehouse-session=refresh; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax',
      'gatehouse-access=access; Path=/; Max-Age=900; HttpOnly; SameSite=Lax',
    ])
    expect(http.loginCookie('a1', 'v')).toMatch(/^gatehouse-login-a1=v; .*HttpOnly; SameSite=Lax$/)
  })
})

describe('the Cookie header', () => {
  it.each([
    ['a=1; b=2', '2'],
    ['a=1;b=2', '2'],
    ['b=2=3==; a', '2=3=='],
    ['b=first; b=second', 'first'],
    ['xb=1; b =2', '2'],
    ['B=1', null],
    ['b', null],
    ['b=', null],
    ['', null],
    [';;;=;', null],
  ])('%j has b as %j', (cookie, expected) => {
    expect(https.readCookie(new Headers({ cookie }), 'b')).toBe(expected)
  })

  it('is read where there is none', () => {
    expect(https.readCookie(new Headers(), 'b')).toBeNull()
  })

  it('tells the login transactions apart and leaves out ids that we do not make', () => {
    const prefix = '__Host-gatehouse-login-'
    const cookie = `${prefix}a1=x; ${prefix}=y; ${prefix}A=z; ${prefix}${'a'.repeat(33)}=z; other=1; ${prefix}b2=w`
    expect(https.readLoginCookies(new Headers({ cookie }))).toEqual([
      { id: 'a1', value: 'x' },
      { id: 'b2', value: 'w' },
    ])
  })
})

describe('what the render behind the guard sees', () => {
  const [session, access] = [https.sessionCookieName(), https.accessCookieName()]
  const headers = new Headers({ cookie: `a=1; ${session}=old; ${access}=old; b=2; ${session}=x` })

  it('is the new credentials in place of every old one, and all other cookies', () => {
    expect(https.cookieHeaderWith(headers, credentials)).toBe(
      `a=1; b=2; ${session}=refresh; ${access}=access`,
    )
  })

  it('is no credentials at all once the session is over', () => {
    expect(https.cookieHeaderWith(headers, null)).toBe('a=1; b=2')
    expect(https.cookieHeaderWith(new Headers(), null)).toBe('')
  })
})
