// Scripts, styles and drawings come compressed with Brotli (scripts/static-files.mjs), and are in all else what Next
// answers (RFC 9110 §8.8, §12.5.3, §13, §14.2).
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { sitesWithFiles, type StaticFile } from '../support/static-files.ts'

const sites = sitesWithFiles(inject('stack'))
const [site, files] = sites[0]!
const browser = 'gzip, deflate, br, zstd'

function ask(
  { address }: StaticFile,
  acceptEncoding: string,
  headers: Record<string, string> = {},
) {
  return send(site + address, { headers: { 'accept-encoding': acceptEncoding, ...headers } })
}

const ofTheBody = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']

function headersOf({ headers }: Response): Record<string, string> {
  const apart = [...ofTheBody, 'content-encoding']
  return Object.fromEntries([...headers].filter(([name]) => !apart.includes(name)))
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

test('every script, style and drawing comes with Brotli, and with the headers of Next', async () => {
  for (const [origin, filesOfSite] of sites) {
    expect(filesOfSite.length).toBeGreaterThan(10)
    for (const { address, content } of filesOfSite) {
      const [ours, plain] = await Promise.all(
        [browser, 'identity'].map((accepted) =>
          send(origin + address, { headers: { 'accept-encoding': accepted } }),
        ),
      )
      expect(ours!.headers.get('content-encoding'), address).toBe('br')
      expect(headersOf(ours!), address).toEqual(headersOf(plain!))
      const bytes = await bytesOf(ours!)
      expect(ours!.headers.get('content-length')).toBe(String(bytes.length))
      expect(brotliDecompressSync(bytes).equals(content), address).toBe(true)
      expect((await bytesOf(plain!)).equals(content), address).toBe(true)
    }
  }
})

test('they may be kept for good, and caches are told what they vary by', async () => {
  for (const file of files) {
    const { headers } = await ask(file, browser)
    expect(headers.get('vary')).toMatch(/accept-encoding/i)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-type')).toMatch(/^(application\/javascript|text\/css|image\/svg)/)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
})

test('all that a page loads before it can be used is among them', async () => {
  for (const path of ['/', '/login']) {
    const page = await (await send(site + path)).text()
    const loaded = page.match(/\/_next\/static\/[^"'\\]+\.(?:js|css|svg)/g) ?? []
    expect(loaded.length).toBeGreaterThan(5)
    for (const address of new Set(loaded)) {
      const response = await send(site + address, { headers: { 'accept-encoding': browser } })
      expect(response.headers.get('content-encoding'), address).toBe('br')
    }
  }
})

const large = files.find(({ content }) => content.length > 50_000)!

test('who takes no Brotli gets what Next makes of the file', async () => {
  const zipped = await ask(large, 'gzip, br;q=0')
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(await bytesOf(zipped)).equals(large.content)).toBe(true)
  const plain = await send(site + large.address)
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect((await bytesOf(plain)).equals(large.content)).toBe(true)
})

test('HEAD has the headers of GET and no body', async () => {
  const headers = { 'accept-encoding': browser }
  const head = await send(site + large.address, { method: 'HEAD', headers })
  const whole = await ask(large, browser)
  expect(headersOf(head)).toEqual(headersOf(whole))
  expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'))
  expect(await head.text()).toBe('')
})

test('who has the file already is told that it is still good, in whatever coding', async () => {
  const { headers } = await ask(large, browser)
  const etag = headers.get('etag')!
  // One validator for every coding of the file is a weak one (RFC 9110 §8.8.1).
  expect(etag).toMatch(/^W\//)
  const modified = headers.get('last-modified')!
  for (const accepted of [browser, 'gzip', 'identity']) {
    expect((await ask(large, accepted, { 'if-none-match': etag })).status).toBe(304)
    expect((await ask(large, accepted, { 'if-modified-since': modified })).status).toBe(304)
    expect((await ask(large, accepted, { 'if-none-match': 'W/"1-1"' })).status).toBe(200)
  }
})

test('a part of a file is never cut out of another coding', async () => {
  const range = { range: 'bytes=10-29' }
  const whole = await ask(large, browser, range)
  expect(whole.status).toBe(200)
  expect(whole.headers.get('content-range')).toBeNull()
  expect(brotliDecompressSync(await bytesOf(whole)).equals(large.content)).toBe(true)
  for (const accepted of ['gzip', 'identity']) {
    const other = await ask(large, accepted, range)
    expect(other.status).toBe(200)
    expect(other.headers.get('content-range')).toBeNull()
  }
})

test('fonts come as they are, their format being compressed, and with the headers of Next', async () => {
  for (const [origin, fonts] of sitesWithFiles(inject('stack'), /\.woff2$/)) {
    expect(fonts.length).toBeGreaterThan(1)
    for (const { address, content } of fonts) {
      const ours = await send(origin + address, { headers: { 'accept-encoding': browser } })
      // Next's own answer: it decides about dates.
      const headers = { 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }
      const its = await send(origin + address, { headers })
      expect(its.status).toBe(200)
      expect(headersOf(ours)).toEqual(headersOf(its))
      expect(ours.headers.get('content-encoding')).toBeNull()
      expect(ours.headers.get('content-length')).toBe(String(content.length))
      expect((await bytesOf(ours)).equals(content)).toBe(true)
    }
  }
})
