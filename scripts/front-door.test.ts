import { describe, expect, it } from 'vitest'
import { faultOf, frontDoor } from './front-door.mjs'

/** What the front door answers itself, or 200 where it hands the request on. */
function statusOf(asked: { method: string; url: string; headers: Record<string, string> }): number {
  let status = 0
  const request = { ...asked, socket: { remoteAddress: '::1' } }
  const response = { setHeader() {}, writeHead: (code: number) => (status = code), end() {} }
  frontDoor(
    () => (status = 200),
    'https://shop.example.com',
    () => false,
  )(request, response)
  return status
}

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
  it.each([
    ...['/_next/static/chunks/x.js', '/%5Fnext/x', '/openapi.json', '/openapi%2Ejson?x=1'],
    ...['/favicon.ico', '/standalone.css', '/offline-worker.js'],
  ])('lets %s, which is a file, be read and nothing else', (target) => {
    for (const method of ['GET', 'HEAD']) expect(faultOf(method, target)).toBeNull()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])
      expect(faultOf(method, target)).toBe('method_not_allowed')
  })
  it('lets nobody but AUTH_URL say what the site’s host is', () => {
    const headers: Record<string, string> = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      'x-gatehouse-peer': '203.0.113.9',
      cookie: 'kept=1',
    }
    const request = { method: 'GET', url: '/', headers, socket: { remoteAddress: '192.0.2.1' } }
    const handled: unknown[] = []
    const handle = (given: unknown) => handled.push(given)
    const response = { setHeader() {} }
    frontDoor(handle, 'https://shop.example.com', () => false)(request, response)
    expect(handled).toEqual([request])
    expect(headers).toEqual({
      host: 'shop.example.com',
      'x-forwarded-host': 'shop.example.com',
      'x-gatehouse-peer': '192.0.2.1',
      cookie: 'kept=1',
    })
  })
  it.each([
    [undefined, 200],
    [
      encodeURIComponent('["",{"children":["products",{"children":["__PAGE__",{}]}]},null,null]'),
      200,
    ],
    ['%', 400],
    ['', 400],
    ['{}', 400],
    [encodeURIComponent('["",{"children":5}]'), 400],
    [encodeURIComponent(JSON.stringify(['', {}, null, null, 0, 'x'.repeat(40_000)])), 400],
  ])('takes what Next’s router sends along, and refuses anything else (%#)', (tree, expected) => {
    const headers: Record<string, string> =
      tree === undefined ? {} : { 'next-router-state-tree': tree }
    expect(statusOf({ method: 'GET', url: '/', headers })).toBe(expected)
  })
  it.each([
    ['8388608', 200],
    ['8388609', 413],
    ['209715200', 413],
  ])('answers a body announced as %s bytes with %i before it is sent', (length, expected) => {
    const headers = { 'content-length': length }
    expect(statusOf({ method: 'POST', url: '/api/x', headers })).toBe(expected)
  })
})
