import { describe, expect, it } from 'vitest'
import { toAnswerHeaders, toGoogleHeaders } from './gateway-headers'

describe('what goes to Google', () => {
  it('is what is listed and the user’s own token, whatever the browser sent', () => {
    const headers = new Headers({
      accept: 'application/json',
      'if-none-match': '"1"',
      cookie: 'gatehouse-session=secret',
      authorization: 'Bearer ours',
      forwarded: 'for=1.2.3.4',
      'x-forwarded-for': '1.2.3.4',
      'x-goog-user-project': 'evil',
      'x-http-method-override': 'DELETE',
      'proxy-authorization': 'Basic eA==',
      range: 'bytes=0-1',
      te: 'trailers',
      origin: 'https://shop.example.com',
    })
    expect(Object.fromEntries(toGoogleHeaders(headers, 'ya29.own'))).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: 'Bearer ya29.own',
      'if-none-match': '"1"',
      'user-agent': 'gatehouse',
    })
  })
})

describe('what comes back', () => {
  const noise = {
    'set-cookie': 'evil=1',
    location: 'https://evil.example',
    server: 'ESF',
    link: '<https://evil.example>; rel=preload',
    'access-control-allow-origin': '*',
    'strict-transport-security': 'max-age=0',
    'content-security-policy': 'default-src *',
    'clear-site-data': '"*"',
    'cache-control': 'public, max-age=86400',
    'www-authenticate': 'Bearer realm="google"',
    'x-frame-options': 'ALLOWALL',
  }

  it('keeps the type, the length and what a later question needs, and is never stored', () => {
    const kept = { 'content-type': 'application/json; charset=UTF-8', etag: '"1"' }
    const answer = toAnswerHeaders(new Headers({ ...noise, ...kept, 'content-length': '2' }))
    expect(Object.fromEntries(answer)).toEqual({
      ...kept,
      'cache-control': 'private, no-store',
      'content-length': '2',
      pragma: 'no-cache',
      'x-content-type-options': 'nosniff',
    })
  })

  it.each(['text/html', 'TEXT/HTML; charset=utf-8', 'image/svg+xml', 'application/xml', 'text/x'])(
    'is a file and no page where it is %s',
    (type) => {
      const answer = toAnswerHeaders(new Headers({ 'content-type': type }))
      expect(answer.get('content-disposition')).toBe('attachment')
    },
  )

  it('is bytes and a file where Google does not say what it is', () => {
    const answer = toAnswerHeaders(new Headers())
    expect(answer.get('content-type')).toBe('application/octet-stream')
    expect(answer.get('content-disposition')).toBe('attachment')
  })

  it('has no length where it was packed on the way', () => {
    const packed = { 'content-encoding': 'gzip', 'content-length': '20' }
    expect(toAnswerHeaders(new Headers(packed)).has('content-length')).toBe(false)
  })
})
