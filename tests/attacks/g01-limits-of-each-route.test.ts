// OWASP ASVS 5.0 §6.3.1 and §2.4.1: every limit is met where the table says, is answered so that a client knows how long
// to wait, and is over when it said so.
// Covers G11.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { act, outcomeOf, plantAdmin } from '../support/administration.ts'
import { CookieJar } from '../support/cookie-jar.ts'
import { mintRefreshToken } from '../support/forge.ts'
import {
  expectLimitFields,
  from,
  newAddress,
  quotaOf,
  startCounting,
  untilRefused,
} from '../support/limits.ts'
import { visit } from '../support/login.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const factor = 0.01
const most = 400

let site: Replica
/** Spent first and asked again last, so that the wait for its end runs beside the other tests. */
const early = { address: newAddress(), endsAt: 0 }

beforeAll(async () => {
  site = await startCounting(stack, factor)
  const { refused } = await untilRefused(() => startFrom(early.address), most)
  early.endsAt = Date.now() + Number(refused.headers.get('retry-after')) * 1_000
})
afterAll(() => site.stop())

function startFrom(address: string): Promise<Response> {
  return send(`${site.url}/auth/google/login`, from(address))
}

/** A sign-in that a browser began, and the answer of a provider that was told no. */
async function beginLogin(): Promise<{ jar: CookieJar; callback: string }> {
  const jar = new CookieJar()
  const started = await visit(`${site.url}/auth/google/login`, jar, from(newAddress()).headers)
  const state = new URL(started.headers.get('location')!).searchParams.get('state')!
  return { jar, callback: `${site.url}/auth/callback/google?error=access_denied&state=${state}` }
}

describe('the limit', () => {
  it('of sign-ins begun', async () => {
    const address = newAddress()
    const { allowed, refused } = await untilRefused(() => startFrom(address), most)
    expect(allowed).toBe(quotaOf(limitTable.login_start.address, factor))
    await expect(refused).toBeProblem('too_many_requests')
    expectLimitFields(refused, 'login_start', 'address', factor)
  })

  it('of callbacks in a browser that began a sign-in', async () => {
    const address = newAddress()
    const { jar, callback } = await beginLogin()
    const cookie = jar.header()
    const { allowed, refused } = await untilRefused(
      () => send(callback, from(address, { cookie })),
      most,
    )
    expect(allowed).toBe(quotaOf(limitTable.callback.address, factor))
    expectLimitFields(refused, 'callback', 'address', factor)
  })

  it('of callbacks in any other browser', async () => {
    const address = newAddress()
    const callback = `${site.url}/auth/callback/google?code=x&state=y`
    const { allowed, refused } = await untilRefused(() => send(callback, from(address)), most)
    expect(allowed).toBe(quotaOf(limitTable.callback_stray.address, factor))
    expectLimitFields(refused, 'callback_stray', 'address', factor)
  })

  it('of renewals of a session, whatever addresses they come from', async () => {
    const session = await plantSession(stack, { ageSeconds: 0 })
    const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
    const renew = () =>
      send(`${site.url}/auth/refresh`, { method: 'POST', ...from(newAddress(), headers) })
    const { allowed, refused } = await untilRefused(renew, most)
    expect(allowed).toBe(quotaOf(limitTable.refresh.session, factor))
    await expect(refused).toBeProblem('too_many_requests')
    expectLimitFields(refused, 'refresh', 'session', factor)
    expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
  })

  it.each([
    ['none', undefined],
    ['garbage', 'gatehouse-session=garbage'],
    [
      'a forged one',
      `gatehouse-session=${mintRefreshToken('another secret', crypto.randomUUID())}`,
    ],
  ])('of renewals with a token that is not ours: %s', async (_, cookie) => {
    const address = newAddress()
    const headers = { 'x-csrf': '1', ...(cookie && { cookie }) }
    const renew = () =>
      send(`${site.url}/auth/refresh`, { method: 'POST', ...from(address, headers) })
    const { allowed, refused } = await untilRefused(renew, most)
    expect(allowed).toBe(quotaOf(limitTable.refresh_stray.address, factor))
    expectLimitFields(refused, 'refresh_stray', 'address', factor)
  })

  it('of an API, of a user', async () => {
    const session = await plantSession(stack)
    const other = await plantSession(stack, { userId: session.userId })
    const authorization = `Bearer ${session.accessToken}`
    const ask = () =>
      send(`${site.url}/api/products?limit=1`, from(newAddress(), { authorization }))
    const { allowed, refused } = await untilRefused(ask, most)
    expect(allowed).toBe(quotaOf(limitTable.api.user, factor))
    await expect(refused).toBeProblem('too_many_requests')
    expectLimitFields(refused, 'api', 'user', factor)
    const me = await send(`${site.url}/auth/me`, from(newAddress(), { authorization }))
    expect(me.status, 'who is asking is answered all the same').toBe(200)
    const options = { site: site.url, path: '/account' }
    const end = await act(stack, session, 'endSessionAction', { which: 'others' }, options)
    expect(await outcomeOf(end), 'a form is no way around').toBe('failed')
    expect((await readSession(stack, other.sessionId)).revoked_at).toBeNull()
  })

  it('of what an administrator does to users', async () => {
    const [admin, target] = [await plantAdmin(stack), await plantSession(stack)]
    const quota = quotaOf(limitTable.admin.user, factor)
    const fields = { user: target.userId, which: 'block' }
    const block = async () => {
      return outcomeOf(await act(stack, admin, 'blockUserAction', fields, { site: site.url }))
    }
    for (let allowed = 0; allowed < quota; allowed++) expect(await block()).toBe('blocked')
    expect(await block()).toBe('too_many')
  })

  it('of an API, of an address with many users', async () => {
    const address = newAddress()
    const quota = quotaOf(limitTable.api.address, factor)
    const perUser = quotaOf(limitTable.api.user, factor)
    const users = await Promise.all(
      Array.from({ length: Math.ceil(quota / perUser) + 1 }, () => plantSession(stack)),
    )
    let turn = 0
    const ask = () => {
      const { accessToken } = users[turn++ % users.length]!
      return send(
        `${site.url}/api/products?limit=1`,
        from(address, { authorization: `Bearer ${accessToken}` }),
      )
    }
    const { allowed, refused } = await untilRefused(ask, quota + 1)
    expect(allowed).toBe(quota)
    expectLimitFields(refused, 'api', 'address', factor)
  })
})

describe('a navigation beyond a limit', () => {
  it('ends on a page that leads on to the login page, and says how long to wait', async () => {
    const address = newAddress()
    await untilRefused(() => startFrom(address), most)
    const response = await send(
      `${site.url}/auth/google/login?next=${encodeURIComponent('/products?q=a&b="><script>')}`,
      from(address, {
        accept: 'text/html',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }),
    )
    const seconds = expectLimitFields(response, 'login_start', 'address', factor)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const page = await response.text()
    expect(page).not.toContain('<script>')
    const target = /<meta http-equiv="refresh" content="0; url=([^"]+)">/.exec(page)?.[1] ?? ''
    const { pathname, searchParams } = new URL(target.replaceAll('&amp;', '&'), site.url)
    expect(pathname).toBe('/login')
    expect(searchParams.get('error')).toBe('too_many_attempts')
    expect(searchParams.get('wait')).toBe(String(seconds))
    const login = await send(new URL(target.replaceAll('&amp;', '&'), site.url), from(address))
    expect(await login.text()).toContain('There were too many attempts.')
  })

  it('is told so in the language and the theme that were chosen', async () => {
    const address = newAddress()
    await untilRefused(() => startFrom(address), most)
    const headers = { 'sec-fetch-mode': 'navigate', 'accept-language': 'en' }
    const cookie = 'gatehouse-language=de; gatehouse-theme=dark'
    const response = await send(
      `${site.url}/auth/google/login`,
      from(address, { ...headers, cookie }),
    )
    expect(response.status).toBe(429)
    const page = await response.text()
    expect(page).toContain('<html lang="de" data-theme="dark">')
    expect(page).toContain('Zu viele Versuche')
  })

  it('with an answer of the provider keeps the transaction, and counts it only when it is answered', async () => {
    const address = newAddress()
    const [mine, other] = [await beginLogin(), await beginLogin()]
    const cookie = other.jar.header()
    await untilRefused(() => send(other.callback, from(address, { cookie })), most)
    const refused = await visit(mine.callback, mine.jar, from(address).headers)
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain(
      '/login?error=too_many_attempts&amp;next=%2Fproducts&amp;wait=',
    )
    const answered = await visit(mine.callback, mine.jar, from(newAddress()).headers)
    expect(answered).toBeRefusedLogin('cancelled')
  })

  it('to a page whose renewal met the limit is an outage, and nobody is signed out', async () => {
    const session = await plantSession(stack, { ageSeconds: 0 })
    const cookie = cookiesOf({ refreshToken: session.refreshToken })
    const open = () =>
      send(`${site.url}/account`, from(newAddress(), { cookie, accept: 'text/html' }))
    let response = await open()
    for (let count = 0; response.status === 200 && count < most; count++) response = await open()
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.text()).toContain('You are not signed out.')
  })
})

it('a limit is over when Retry-After said so', async () => {
  await sleep(Math.max(early.endsAt - Date.now(), 0))
  expect((await startFrom(early.address)).status).toBe(303)
}, 70_000)
