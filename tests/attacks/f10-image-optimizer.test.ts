// CVE-2025-55173, CVE-2025-57752, CVE-2026-64644: the image optimizer fetches addresses and caches what it got. It is
// switched off: whatever it is asked for, nothing is fetched and nothing comes back.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
let canary: Server
let host: string
let visits = 0

beforeAll(async () => {
  canary = createServer((_, response) => {
    visits += 1
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(canary.address() as AddressInfo).port}`
})
afterAll(() => void canary.close())

test('no address is fetched or shown through /_next/image', async () => {
  const cookie = cookiesOf(await plantSession(stack))
  const targets = [
    ...[`http://${host}/a.png`, `//${host}/a.png`, `/\\${host}/a.png`, `/@${host}/a.png`],
    ...['/auth/me', '/api/products', '/account', '/icon.svg', '/icon.svg?x=.avif'],
    ...['http://169.254.169.254/', 'file:///etc/passwd', 'data:image/svg+xml,<svg/>'],
  ]
  for (const site of everySite(stack))
    for (const target of targets)
      for (const size of ['w=64&q=75', 'w=99999&q=100', 'w=-1&q=x', '']) {
        const query = `url=${encodeURIComponent(target)}&${size}`
        const headers = { cookie, accept: 'image/avif,image/webp,*/*', 'x-csrf': '1' }
        const response = await answerTo(`${site}/_next/image?${query}`, { headers })
        expect([400, 404]).toContain(response!.status)
        expect(response!.headers.get('cache-control') ?? '').not.toMatch(
          /public|immutable|s-maxage/,
        )
        expect(response!.headers.get('content-type')).not.toMatch(/image|json/)
      }
  expect(visits).toBe(0)
})
