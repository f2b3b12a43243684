import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultNext } from '@/lib/config/paths'
import { toSafePath } from './safe-path'

const origin = 'https://shop.example.com'

// The families of open redirects that oauth2-proxy, nextjs-auth0 and others were caught by, and their cousins.
const otherSites = [
  'http://evil.example',
  'https://evil.example/products',
  'HTTPS://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'http:///evil.example',
  'ftp://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://shop.example.com/x',
  'evil.example',
  'shop.example.com.evil.example',
  '@evil.example',
  '.evil.example',
  ':80@evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '//evil.example/%2f..',
  '//evil.example/..;/css',
  '//evil%E3%80%82example',
  '//evil。example',
  '//google.com@evil.example',
  '//https://evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '\\/\\/evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '/\\\\evil.example',
  '/\\\\\\evil.example',
  '/./\\evil.example',
  '/././\\evil.example',
  '/.//\\evil.example',
  '/../\\evil.example',
  '/..\\evil.example',
  '/a/../\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/../../..//evil.example',
  '/a/..//evil.example',
  '/a/b/../..//evil.example',
  '/./.././/evil.example',
  '/%2e//evil.example',
  '/%2e%2e//evil.example',
  '/%2E%2E//evil.example',
  '/.%2e//evil.example',
  '/a/%2e%2e//evil.example',
  '/%2f/evil.example',
  '/%2F%2Fevil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/%5c%5cevil.example',
  '/%2f%5cevil.example',
  '/a%5cb',
  '/\tevil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/\r\n/evil.example',
  '/\x00/evil.example',
  '/\x0b/evil.example',
  '/\x0c/evil.example',
  '/\x7f/evil.example',
  '/\u00a0/evil.example',
  '/\u2028/evil.example',
  '/\ufeff/evil.example',
  '/%09/evil.example',
  '/%0a/evil.example',
  '/%0d/evil.example',
  '/%0d%0aSet-Cookie:a=b',
  '/%00/evil.example',
  '/products%0d%0aLocation:%20//evil.example',
  ' //evil.example',
  '\t//evil.example',
  '\n//evil.example',
  '\x00//evil.example',
  ' /products',
  '/ /evil.example',
  '/products\r\nset-cookie: a=b',
  '/pro ducts',
  '/<script>alert(1)</script>',
  '/"onmouseover=alert(1)',
  '/^x',
  '/`x',
  '/a|b',
  '/〱evil.example',
  '/／evil.example',
  '/%',
  '/%zz',
  '/%c0%af',
  '/%ff',
  '/\ud800',
  '?next=//evil.example',
  '#//evil.example',
  'products',
  './products',
  '../products',
  '',
]

const notPages = [
  '/login',
  '/login/',
  '/login?next=/products',
  '/login#x',
  '/LOGIN',
  '/Login',
  '/%6cogin',
  '/%6C%6F%67%69%6E',
  '/./login',
  '/products/../login',
  '/products/%2e%2e/login',
  '/login%2f',
  '/auth',
  '/auth/google/login',
  '/auth/google/login?next=/auth/google/login',
  '/auth/logout',
  '/auth/callback/google?code=x&state=y',
  '/%61uth/logout',
  '/x/../auth/logout',
  '/AUTH/logout',
  '/auth%2flogout',
  '/api',
  '/api/products',
  '/%61pi/products',
  '/Api/products',
  '/health/live',
  '/_next/static/chunks/main.js',
  '/.well-known/jwks.json',
  '/openapi.json',
  '/OpenAPI.json',
]

const pages = [
  '/',
  '/products',
  '/products/',
  '/products?q=lamp&cursor=YWJj',
  '/products?q=a%20b%26c#top',
  '/products?next=//elsewhere.example',
  '/products?back=https://elsewhere.example/',
  '/products#//elsewhere.example',
  '/products/caf%C3%A9',
  '/products/a:b',
  '/products/@someone',
  '/account',
  '/loginhelp',
  '/authors',
  '/apiary',
  '/products/login',
  '/products//x',
  '/%7Ehome',
]

const pathPieces = fc.constantFrom(
  ...['/', '//', '\\', '.', '..', '%2e', '%2E', '%2f', '%5c', '%09', '%00', '%25', '\t', '\n', ' '],
  ...['login', 'auth', 'api', 'LOGIN', '%6cogin', '%61pi', 'products', 'evil.example', '@', ':'],
  ...['?', '#', ';', '&', '=', 'http:', 'javascript:', '{', "'", '\u3002', '／', '\ud800', '%zz'],
)
const hostile = fc.oneof(
  fc.array(pathPieces, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.array(pathPieces, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.webPath(),
)

describe('toSafePath', () => {
  it.each(otherSites)('leads %j to the default', (payload) => {
    expect(toSafePath(payload)).toBe(defaultNext)
  })

  it.each(notPages)('leads %j, which is no page, to the default', (payload) => {
    expect(toSafePath(payload)).toBe(defaultNext)
  })

  it.each(pages)('keeps %j as it is', (path) => {
    expect(toSafePath(path)).toBe(path)
  })

  it('resolves dot segments before it answers', () => {
    expect(toSafePath('/account/../products/./x')).toBe('/products/x')
  })

  it.each([null, undefined])('leads %j to the default', (missing) => {
    expect(toSafePath(missing)).toBe(defaultNext)
  })

  it('always answers with a page of our own origin, whatever it is given', () => {
    fc.assert(
      fc.property(hostile, (payload) => {
        const safe = toSafePath(payload)
        const url = new URL(safe, `${origin}/auth/callback/google`)
        expect(url.origin).toBe(origin)
        // Appended to AUTH_URL, as the Location header is built, it means the same.
        expect(new URL(origin + safe).href).toBe(url.href)
        expect(decodeURIComponent(url.pathname)).not.toMatch(/^\/(login|auth|api)([/?#]|$)/i)
        expect(safe).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      }),
      { numRuns: 5_000 },
    )
  })

  it('changes nothing when it is asked again', () => {
    fc.assert(
      fc.property(hostile, (payload) => {
        expect(toSafePath(toSafePath(payload))).toBe(toSafePath(payload))
      }),
    )
  })

  it.each(['/products?q=', '/'])('answers %j with a kilobyte at most behind it', (start) => {
    const atLimit = start + 'x'.repeat(512 - start.length)
    expect(toSafePath(atLimit)).toBe(atLimit)
    expect(toSafePath(`${atLimit}x`)).toBe(defaultNext)
  })

  it.each(['/products?q=' + "'".repeat(1_000), '/' + '{'.repeat(1_000)])(
    'does not let percent-encoding grow the answer beyond a kilobyte',
    (payload) => {
      expect(toSafePath(payload).length).toBeLessThanOrEqual(512)
    },
  )
})
