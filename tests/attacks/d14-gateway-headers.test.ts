// What passes the gateway by name, and what Google could say to a browser through it.
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { FakeGoogle } from '../support/fake-google.ts'
import { type Gateway, eventsPath, startGateway } from '../support/gateway.ts'
import type { PlantedAccount } from '../support/planted-google.ts'
import { cookiesOf } from '../support/planted-session.ts'

const stack = inject('stack')
let gateway: Gateway
let user: PlantedAccount

beforeAll(async () => {
  gateway = await startGateway(stack)
  user = await gateway.plant()
})
afterAll(() => gateway.stop())
beforeEach(() => gateway.google.reset())

it('sends Google nothing of the browser’s but what is listed (D14)', async () => {
  const response = await gateway.ask(user, {
    headers: {
      accept: 'application/json',
      'accept-language': 'de',
      cookie: `${cookiesOf(user)}; other=1`,
      forwarded: 'for=1.2.3.4;host=evil.example',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-real-ip': '1.2.3.4',
      'x-goog-user-project': 'evil',
      'x-goog-api-key': 'evil',
      'x-goog-authuser': '1',
      'proxy-authorization': 'Basic eA==',
      'proxy-connection': 'keep-alive',
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
      te: 'trailers',
      range: 'bytes=0-1',
      referer: 'https://shop.example.com/secret',
      origin: stack.authUrl,
      'x-csrf': '1',
      'sec-fetch-site': 'same-origin',
      'x-http-method-override': 'DELETE',
      'x-middleware-subrequest': 'middleware',
    },
  })
  expect(response.status).toBe(200)
  const [request] = gateway.google.requests
  const names = request!.rawHeaders
    .filter((_, at) => at % 2 === 0)
    .map((name) => name.toLowerCase())
  expect(names.sort()).toEqual(
    [
      ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'connection', 'host'],
      // Node's own.
      ...['cache-control', 'pragma', 'sec-fetch-mode', 'user-agent'],
    ].sort(),
  )
  expect(request!.headers).toMatchObject({
    authorization: 'Bearer ya29.fresh',
    host: new URL(gateway.google.issuer).host,
    connection: 'keep-alive',
  })
  expect(JSON.stringify(request!.rawHeaders)).not.toContain(user.accessToken)
})

it('lets nothing of Google’s speak to the browser for us (D15)', async () => {
  gateway.google.onApi = (_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'set-cookie': ['evil=1; Path=/', '__Host-gatehouse-session=planted'],
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
      'strict-transport-security': 'max-age=0',
      'content-security-policy': 'default-src *',
      'clear-site-data': '"cookies"',
      'cache-control': 'public, max-age=99999',
      'x-frame-options': 'ALLOWALL',
      'alt-svc': 'h3=":443"',
      'x-next-cache-tags': 'x',
      'x-middleware-rewrite': '/evil',
      location: 'https://evil.example/',
      refresh: '0; url=https://evil.example/',
      link: '<https://evil.example/x.js>; rel=preload; as=script',
      server: 'ESF',
      via: '1.1 google',
    })
    response.end('<script>alert(1)</script>')
  }
  const { status, headers } = await gateway.ask(user)
  expect(status).toBe(200)
  for (const name of [
    ...['set-cookie', 'access-control-allow-origin', 'access-control-allow-credentials'],
    ...['strict-transport-security', 'clear-site-data', 'alt-svc', 'location', 'refresh', 'link'],
    ...['server', 'via', 'x-next-cache-tags', 'x-middleware-rewrite'],
  ])
    expect(headers.get(name), name).toBeNull()
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('content-disposition')).toBe('attachment')
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; /)
  expect(headers.get('content-security-policy')).not.toContain('*')
  expect(headers.get('x-frame-options')).toBe('DENY')
})

it.each([301, 302, 303, 307, 308, 300])('follows no %i with the token (D16)', async (status) => {
  const evil = await FakeGoogle.start('evil')
  try {
    for (const location of [`${evil.issuer}/calendar`, 'http://169.254.169.254/', '/elsewhere']) {
      gateway.google.onApi = (_, response) => void response.writeHead(status, { location }).end()
      gateway.google.requests.length = 0
      const response = await gateway.ask(user)
      await expect(response).toBeProblem('google_failed')
      expect(response.headers.get('location')).toBeNull()
      expect(gateway.google.requests).toHaveLength(1)
    }
    expect(evil.requests).toEqual([])
  } finally {
    await evil.stop()
  }
})

it('answers no foreign origin, and a listed one alone', async () => {
  const response = await gateway.ask(user, {
    rawTarget: eventsPath,
    headers: { origin: 'https://evil.example' },
  })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})
