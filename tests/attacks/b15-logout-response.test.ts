import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { namedSites } from '../support/refusals.ts'
import { expectCookiesCleared } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

test.each(namedSites(stack))(
  'clears both cookies, the caches and the storage of the browser (%s)',
  async (_, site) => {
    const cookie = cookiesOf(await plantSession(stack))
    const headers = { cookie, 'x-csrf': '1' }
    const response = await send(`${site}/auth/logout`, { method: 'POST', headers })
    expect(response.status).toBe(204)
    expectCookiesCleared(response)
    expect(response.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(response.headers.get('cache-control')).toContain('no-store')
  },
)

test.each(namedSites(stack))(
  'does the same for the form of a page without JavaScript (%s)',
  async (_, site) => {
    const cookie = cookiesOf(await plantSession(stack))
    const response = await send(`${site}/auth/logout`, {
      method: 'POST',
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': '11',
      },
      body: 'return=page',
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${stack.authUrl}/login?error=signed_out`)
    expectCookiesCleared(response)
    expect(response.headers.get('clear-site-data')).toContain('"cache"')
  },
)

test.each(namedSites(stack))(
  'lets no page of a signed-in user be kept for the Back button (%s)',
  async (_, site) => {
    const cookie = cookiesOf(await plantSession(stack))
    for (const path of ['/products', '/account']) {
      const page = await send(site + path, { headers: { cookie } })
      expect(page.status).toBe(200)
      expect(page.headers.get('cache-control')).toContain('no-store')
    }
  },
)

test.each(namedSites(stack))(
  'lets our own page, and no other, make the browser forget what it kept for Back (%s)',
  async (_, site) => {
    const own = await send(`${site}/auth/forget-pages`, {
      headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' },
    })
    expect(own.status).toBe(200)
    expect(own.headers.get('clear-site-data')).toBe('"cache"')
    expect(own.headers.get('cache-control')).toContain('no-store')
    for (const foreignSite of ['cross-site', 'same-site', 'none']) {
      const headers = { 'sec-fetch-site': foreignSite, 'sec-fetch-dest': 'image' }
      const foreign = await send(`${site}/auth/forget-pages`, { headers })
      expect(foreign.status).toBe(403)
      expect(foreign.headers.get('clear-site-data')).toBeNull()
    }
  },
)
