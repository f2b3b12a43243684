// OWASP ASVS 5.0 §5.3.2, §13.4: the compressed files of the build answer to their exact addresses alone. Whatever is a
// little different is Next's, which finds the very same public file or nothing.
import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { sitesWithFiles } from '../support/static-files.ts'

const sites = sitesWithFiles(inject('stack'), /^chunks.*\.js$/)
const headers = { 'accept-encoding': 'br' }

const tricks: [what: string, of: (address: string) => string][] = [
  ['a step up and down again', (a) => a.replace('/chunks/', '/chunks/../chunks/')],
  ['a step that stays', (a) => a.replace('/chunks/', '/./chunks/')],
  ['an encoded step up', (a) => a.replace('/chunks/', '/chunks/%2e%2e/chunks/')],
  ['a step up in capitals', (a) => a.replace('/chunks/', '/chunks/%2E%2E/chunks/')],
  ['a step up encoded twice', (a) => a.replace('/chunks/', '/chunks/%252e%252e/chunks/')],
  ['a step up with an encoded slash', (a) => a.replace('/chunks/', '/chunks/..%2fchunks/')],
  ['a step up with a backslash', (a) => a.replace('/chunks/', '/chunks/..\\chunks/')],
  ['a step up in too many bytes', (a) => a.replace('/chunks/', '/chunks/%c0%ae%c0%ae/chunks/')],
  ['the way to the compressed file', (a) => a.replace('/static/', '/static/../brotli/')],
  ['its folder', (a) => a.replace('/static/', '/brotli/')],
  ['its folder on the disk', (a) => a.replace('/_next/static/', '/.next/brotli/')],
  ['the way to the server’s own code', () => '/_next/static/../server/middleware.js'],
  ['the way out of the build', () => '/_next/static/chunks/../../../package.json'],
  ['two slashes at the beginning', (a) => `/${a}`],
  ['two slashes within', (a) => a.replace('/chunks/', '//chunks/')],
  ['a slash at the end', (a) => `${a}/`],
  ['backslashes', (a) => a.replaceAll('/', '\\').replace('\\', '/')],
  ['a NUL at the end', (a) => `${a}%00`],
  ['a NUL before another ending', (a) => `${a}%00.css`],
  ['a line break', (a) => `${a}%0d%0aX:y`],
  ['a space', (a) => `${a}%20`],
  ['an encoded letter', (a) => a.replace('chunks', '%63hunks')],
  ['an encoded slash', (a) => a.replace('/chunks/', '/chunks%2F')],
  ['capitals', (a) => a.toUpperCase()],
  ['a capital', (a) => a.replace('chunks', 'Chunks')],
  ['another Unicode form', (a) => a.replace('chunks', '%EF%BD%83hunks')],
  ['a query', (a) => `${a}?x=/etc/passwd`],
  ['an empty query', (a) => `${a}?`],
  ['a parameter', (a) => `${a};x=1`],
  ['another ending', (a) => `${a}.br`],
  ['a source map', (a) => `${a}.map`],
  ['a folder', () => '/_next/static/chunks/'],
  ['what every object has', () => '/_next/static/chunks/constructor'],
  ['an object’s ancestor', () => '/_next/static/__proto__'],
  ['eight thousand letters more', (a) => a + 'x'.repeat(8_000)],
  ['two thousand steps up', (a) => `/_next/static${'/..'.repeat(2_000)}${a}`],
  ['a host before it', (a) => `http://evil.example${a}`],
]

test.each(tricks)('%s leads to no compressed file, and to no other', async (_, of) => {
  for (const [site, files] of sites) {
    const file = files[0]!
    expect((await send(site + file.address, { headers })).headers.get('content-encoding')).toBe(
      'br',
    )
    const response = await send(site, { rawTarget: of(file.address), headers })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect([200, 308, 400, 404]).toContain(response.status)
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status === 200) expect(body.equals(file.content)).toBe(true)
    expect(String(body)).not.toMatch(/"dependencies"|root:x:0/)
  }
})

test.each([
  'x-original-url',
  'x-rewrite-url',
  'x-matched-path',
  'x-invoke-path',
  'x-forwarded-uri',
])('%s makes no other address of a request', async (name) => {
  for (const [site, files] of sites) {
    const [first, second] = files.filter(({ address }) => address.includes('/chunks/'))
    const elsewhere = { ...headers, [name]: second!.address }
    const plain = await send(site + first!.address, { headers })
    const response = await send(site + first!.address, { headers: elsewhere })
    expect(await response.text()).toBe(await plain.text())
    const page = await send(`${site}/account`, { headers: elsewhere })
    expect(page.headers.get('content-encoding')).toBeNull()
    expect(page.status).not.toBe(200)
  }
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s gets no compressed file',
  async (method) => {
    for (const [site, files] of sites) {
      const response = await send(site + files[0]!.address, { method, headers })
      expect(response.headers.get('content-encoding')).toBeNull()
    }
  },
)
