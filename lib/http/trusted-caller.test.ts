import { describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

const own = 'https://shop.example.com'
const listed = 'https://app.example.com'
setEnvironment({ ALLOWED_ORIGINS: `${listed}, https://admin.example.com` })
const { isTrustedCaller, requireTrustedCaller } = await import('./trusted-caller')

const fetchSites = ['same-origin', 'same-site', 'cross-site', 'none', 'Same-Origin', null]
const origins = [
  own,
  listed,
  'https://evil.example',
  'null',
  '',
  'http://shop.example.com',
  'https://shop.example.com:8443',
  'https://shop.example.com.evil.example',
  'https://evil-shop.example.com',
  'https://sub.shop.example.com',
  'https://shop.example.com/',
  'https://SHOP.example.com',
  `${own}, ${own}`,
  null,
]
const csrfValues = ['1', '0', 'true', '', null]

const combinations = fetchSites.flatMap((site) =>
  origins.flatMap((origin) => csrfValues.map((csrf) => ({ site, origin, csrf }))),
)

function headersOf({ site, origin, csrf }: (typeof combinations)[number]): Headers {
  const headers = new Headers({ cookie: 'x=y' })
  if (site !== null) headers.set('sec-fetch-site', site)
  if (origin !== null) headers.set('origin', origin)
  if (csrf !== null) headers.set('x-csrf', csrf)
  return headers
}

/** Design: the browser says same-origin, or the origin is ours or listed, or neither header is there and X-CSRF is. */
function isTrustedByContract({ site, origin, csrf }: (typeof combinations)[number]): boolean {
  if (site === 'same-origin') return true
  if (origin === own || origin === listed) return true
  return site === null && origin === null && csrf === '1'
}

describe('a caller', () => {
  it('is trusted exactly as the contract says, for every combination of headers', () => {
    const judged = combinations.map((c) => ({ ...c, trusted: isTrustedCaller(headersOf(c)) }))

    expect(judged).toEqual(combinations.map((c) => ({ ...c, trusted: isTrustedByContract(c) })))
  })

  it.each<[string, Record<string, string>]>([
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['a sibling host with X-CSRF', { 'sec-fetch-site': 'same-site', 'x-csrf': '1' }],
    ['another site with X-CSRF', { 'sec-fetch-site': 'cross-site', 'x-csrf': '1' }],
    ['a typed address', { 'sec-fetch-site': 'none', 'x-csrf': '1' }],
    ['another origin with X-CSRF', { origin: 'https://evil.example', 'x-csrf': '1' }],
    ['an opaque origin with X-CSRF', { origin: 'null', 'x-csrf': '1' }],
    ['nothing at all', {}],
    ['a forwarded host', { 'x-forwarded-host': 'shop.example.com', host: 'shop.example.com' }],
    ['a referrer', { referer: 'https://shop.example.com/products' }],
  ])('is refused that shows %s', (_, headers) => {
    expect(isTrustedCaller(new Headers(headers))).toBe(false)
    expect(() => requireTrustedCaller(new Headers(headers))).toThrow(
      expect.objectContaining({ code: 'untrusted_caller', status: 403 }),
    )
  })

  it.each<[string, Record<string, string>]>([
    ['our own page', { 'sec-fetch-site': 'same-origin' }],
    ['our own page in an old browser', { origin: own }],
    ['a listed front end', { 'sec-fetch-site': 'same-site', origin: listed }],
    ['a program that sends X-CSRF', { 'x-csrf': '1' }],
  ])('is accepted that is %s', (_, headers) => {
    expect(() => requireTrustedCaller(new Headers(headers))).not.toThrow()
  })
})
