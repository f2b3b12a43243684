import { describe, expect, it } from 'vitest'
import { faultOf } from './front-door.mjs'

describe('the front door', () => {
  it.each(['/', '/products?q=a%20b', '/a.b/..c', '/.well-known/jwks.json', '/%E2%82%AC', '/a%2Fb'])(
    'lets %s through',
    (target) => expect(faultOf('GET', target)).toBeNull(),
  )
  it.each([
    '/%',
    '/%zz',
    '/%ff',
    '/_next/static/%2e%2e/%2e%2e/account',
    '/_next/static/../../account',
    '/a/%2E/b',
    '/..%5caccount',
    '/a%00b',
    '/a%0d%0ab',
    'http://evil.example/account',
    '*',
    'evil.example:443',
  ])('refuses the target %s', (target) => expect(faultOf('GET', target)).toBe('invalid_request'))
  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'get'])('refuses the method %s', (method) =>
    expect(faultOf(method, '/')).toBe('method_not_allowed'),
  )
})
