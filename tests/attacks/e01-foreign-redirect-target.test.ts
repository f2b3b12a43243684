// RFC 9700 §2.1 and §4.11.1; OWASP ASVS 5.0 §3.7.2: a whole sign-in never ends on another site.
import { describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { signIn } from '../support/login.ts'
import { plainForeignTargets } from '../support/redirect-targets.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls
const otherNames = [
  'callbackUrl',
  'returnTo',
  'redirect',
  'redirect_uri',
  'return_to',
  'target_link_uri',
]

describe('a sign-in', () => {
  it.each(plainForeignTargets)('ends on the default page where next is "%s"', async (next) => {
    const { response, location } = await signIn(stack, { next })
    expect(new URL(response.headers.get('location')!).origin).toBe(stack.authUrl)
    expect(location).toBe('/products')
  })

  it("takes no target from Auth.js's own cookies", async () => {
    const jar = new CookieJar([
      ['authjs.callback-url', 'https%3A%2F%2Fevil.example'],
      ['__Secure-authjs.callback-url', 'https%3A%2F%2Fevil.example'],
      ['next-auth.callback-url', 'https%3A%2F%2Fevil.example'],
    ])
    const { response } = await signIn(stack, { jar })
    expect(response.headers.get('location')).toBe(`${stack.authUrl}/products`)
  })

  it.each(otherNames)('takes no target from the parameter %s', async (name) => {
    const address = `${url}/auth/google/login?${name}=${encodeURIComponent('https://evil.example')}`
    const { headers } = await send(address)
    const target = new URL(headers.get('location')!)
    expect(target.origin).toBe(stack.googleUrl)
    expect(target.searchParams.get('redirect_uri')).toBe(`${stack.authUrl}/auth/callback/google`)
    expect(target.href).not.toContain('evil.example')
  })

  it.each(['https://evil.example', '//evil.example'])(
    'takes no target from the callback (next=%s)',
    async (target) => {
      const query = new URLSearchParams({
        next: target,
        callbackUrl: target,
        error: 'access_denied',
      })
      const { headers } = await send(`${url}/auth/callback/google?${query}`)
      expect(headers.get('location')).not.toContain('evil.example')
    },
  )
})

describe('signing out', () => {
  it('leads a form without script to our own login page, whatever it asks for', async () => {
    const target = encodeURIComponent('https://evil.example')
    const response = await send(`${url}/auth/logout?next=${target}&callbackUrl=${target}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(`return=page&next=${target}`.length),
        origin: stack.authUrl,
      },
      body: `return=page&next=${target}`,
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${stack.authUrl}/login?error=signed_out`)
  })
})
