// Signing in must not lead back into signing in or out, nor to a document that is not a page.
import { describe, expect, inject, it } from 'vitest'
import { signIn, visit } from '../support/login.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls

describe('a sign-in', () => {
  it.each([
    '/login',
    '/login?next=/login',
    '/LOGIN',
    '/%6cogin',
    '/products/../login',
    '/auth/google/login',
    '/auth/logout',
    '/auth/logout?everywhere=1',
    '/auth/callback/google?code=1&state=1',
    '/auth/me',
    '/api/auth/signout',
    '/api/products',
    '/.well-known/jwks.json',
    '/health/ready',
    '/_next/static/chunks/main.js',
    '/preferences',
    '/products/../Preferences',
    '/lab/act',
    '/offline?language=de',
    '/offline-worker.js',
    '/openapi.json',
    '/%69con.svg',
  ])('that is to end on %s ends on the default page, signed in', async (next) => {
    const { jar, location } = await signIn(stack, { next })
    expect(location).toBe('/products')
    const page = await visit(url + location, jar)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  it('that is over shows no login page again', async () => {
    const { jar } = await signIn(stack)
    const response = await visit(`${url}/login?next=%2Faccount`, jar)
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toMatch(/\/account$/)
  })
})
