// What a visitor chooses about language and appearance: by our own forms only, kept in the browser, with a way back that
// stays on this site.
import { describe, expect, inject, test } from 'vitest'
import { plainForeignTargets } from '../support/redirect-targets.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const ours = { 'sec-fetch-site': 'same-origin' }

function choose(fields: Record<string, string>, caller: Record<string, string> = ours, at = site) {
  const body = String(new URLSearchParams(fields))
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...caller,
  }
  return send(`${at}/preferences`, { method: 'POST', headers, body })
}

async function languageOf(headers: Record<string, string>, path = '/login') {
  const text = await (await send(site + path, { headers })).text()
  return /<html lang="([a-z]+)"/.exec(text)?.[1]
}

describe('a choice', () => {
  test('is remembered in one cookie for more than a year, and leads back to the page', async () => {
    for (const at of everySite(stack)) {
      const response = await choose({ language: 'de', next: '/products?q=wool' }, ours, at)
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toBe(`${stack.authUrl}/products?q=wool`)
      expect(response.headers.getSetCookie()).toEqual([
        'gatehouse-language=de; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax',
      ])
    }
  })

  test('on a page with a long address is no dead end', async () => {
    const next = `/products?q=${encodeURIComponent('毛'.repeat(100))}`
    const response = await choose({ language: 'de', next })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${stack.authUrl}/products`)
  })

  test('made by a script is answered without a page', async () => {
    const response = await choose({ theme: 'dark' })
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toHaveLength(1)
  })

  test('to go with the system forgets the theme', async () => {
    const [cookie] = (await choose({ theme: 'system' })).headers.getSetCookie()
    expect(cookie).toContain('gatehouse-theme=; Path=/; Max-Age=0')
  })

  test('on the login page leads back there, with the way on from it', async () => {
    const next = '/login?next=%2Faccount&error=cancelled'
    const response = await choose({ language: 'de', next })
    expect(response.headers.get('location')).toBe(stack.authUrl + next)
  })

  const unknown: Record<string, string>[] = [
    { language: 'xx' },
    { language: '__proto__' },
    { theme: 'url(//evil)' },
    {},
  ]

  test.each(unknown)('that we do not offer is refused: %j', async (fields) => {
    const response = await choose({ ...fields, next: '/' })
    expect(response.headers.getSetCookie()).toEqual([])
    await expectProblem(response, 'invalid_request')
  })

  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
    {},
  ]

  test.each(elsewhere)('of another site is refused: %j', async (caller) => {
    for (const at of everySite(stack)) {
      const response = await choose({ language: 'de', next: '/' }, caller, at)
      expect(response.headers.getSetCookie()).toEqual([])
      await expectProblem(response, 'untrusted_caller')
    }
  })

  test('never leads to another site', async () => {
    for (const target of [...plainForeignTargets, '/login?next=//evil.example', '/login#//evil'])
      for (const at of everySite(stack)) {
        const { headers } = await choose({ language: 'en', next: target }, ours, at)
        const location = new URL(headers.get('location')!)
        expect(location.origin).toBe(new URL(stack.authUrl).origin)
      }
  })
})

describe('a page', () => {
  test.each([
    [{}, 'en'],
    [{ 'accept-language': 'de-CH,fr;q=0.8' }, 'de'],
    [{ 'accept-language': 'de', cookie: 'gatehouse-language=en' }, 'en'],
    [{ 'accept-language': 'en', cookie: 'gatehouse-language=de' }, 'de'],
    [{ cookie: 'gatehouse-language=xx' }, 'en'],
  ] as [Record<string, string>, string][])(
    'asked for with %j speaks %s',
    async (headers, language) => {
      expect(await languageOf(headers)).toBe(language)
      expect(await languageOf(headers, '/nowhere')).toBe(language)
      expect(await languageOf(headers, '/outage?next=/')).toBe(language)
    },
  )

  test('is rendered in the chosen theme, so that nothing flashes', async () => {
    for (const path of ['/login', '/outage']) {
      const html = async (cookie: string) =>
        (await send(site + path, { headers: { cookie } })).text()
      expect(await html('gatehouse-theme=dark')).toMatch(/<html [^>]*data-theme="dark"/)
      expect(await html('gatehouse-theme=dark')).toContain('content="dark"')
      expect(await html('gatehouse-theme=" onload="x')).not.toContain('onload')
      expect(await html('')).not.toMatch(/<html [^>]*data-theme/)
    }
  })
})
