// RFC 9700 §4.2.4 and §4.12: code and state stay out of the address a person ends on, out of the Referer of what comes
// next, and out of every cache; the redirect is one that turns into GET.
import { expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin, visit } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

test.each([undefined, '/account?kept=1'])('a sign-in to %s leaves nothing behind', async (next) => {
  for (const url of everySite(stack)) {
    const { authorizationUrl, jar } = await startLogin(stack, { url, ...(next && { next }) })
    const callback = await google.approve(authorizationUrl.href)
    const { response, location } = await finishLogin(stack, callback, { url, jar })
    expect(response.status).toBe(303)
    expect(location).toBe(next ?? '/products')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('clear-site-data')).toBeNull()
    const page = await (await visit(url + location, jar)).text()
    for (const name of ['code', 'state'])
      expect(page).not.toContain(callback.searchParams.get(name))
  }
})

test('a refused sign-in leaves nothing behind either', async () => {
  for (const url of everySite(stack)) {
    const { authorizationUrl, jar } = await startLogin(stack, { url })
    const callback = await google.approve(authorizationUrl.href)
    callback.searchParams.set('iss', 'https://evil.example')
    const { response, location } = await finishLogin(stack, callback, { url, jar })
    expect(response).toBeRefusedLogin('sign_in_failed')
    const values = ['code', 'state'].map((name) => callback.searchParams.get(name)!)
    for (const value of values) expect(location).not.toContain(value)
    expect(jar.names()).toEqual([])
  }
})
