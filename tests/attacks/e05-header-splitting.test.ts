import { describe, expect, inject, it } from 'vitest'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls
const breaks = ['%0d%0a', '%0a', '%0d', '%E5%98%8D%E5%98%8A', '%250d%250a', '%00%0d%0a']
const places = [
  ['the target', (text: string) => `/auth/google/login?next=%2Fproducts${text}`],
  ['the state', (text: string) => `/auth/callback/google?code=1&state=${text}`],
  ['the error', (text: string) => `/auth/callback/google?error=${text}`],
  ['the code', (text: string) => `/auth/callback/google?state=1&code=${text}`],
  ['the provider', (text: string) => `/auth/${text}/login`],
  ['the login page', (text: string) => `/login?error=${text}&next=%2F${text}`],
] as const

describe('a line break', () => {
  const cases = places.flatMap(([place, toPath]) =>
    breaks.map((line) => [line, place, toPath(`${line}Set-Cookie:planted=1${line}X-Planted:1`)]),
  )

  it.each(cases)('written %s in %s splits no header', async (_line, _place, path) => {
    const response = await send(url, { rawTarget: path! })
    expect(response.status).toBeLessThan(500)
    expect(response.headers.get('x-planted')).toBeNull()
    for (const cookie of response.headers.getSetCookie())
      expect(cookie).toMatch(/^gatehouse-login-[0-9a-f]{16}=/)
    expect(response.headers.get('location') ?? '').not.toMatch(/[\r\n]/)
  })
})
