import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { send } from '../tests/support/send.ts'
import { compressStaticFiles } from './brotli-files.mjs'
import { createDrain } from './drain.mjs'
import { frontDoor } from './front-door.mjs'
import { readStaticFiles, withStaticFiles } from './static-files.mjs'

const address = '/_next/static/chunks/page.js'
const code = 'run("é");'.repeat(500)
const fontAddress = '/_next/static/media/face.woff2'
const brotli = { headers: { 'accept-encoding': 'gzip, br' } }
const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()))

let distDir: string
let file: string
let compressed: string
let font: string
beforeEach(async () => {
  distDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-build-'))
  file = path.join(distDir, 'static/chunks/page.js')
  compressed = path.join(distDir, 'brotli/chunks/page.js')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, code)
  font = path.join(distDir, 'static/media/face.woff2')
  mkdirSync(path.dirname(font))
  writeFileSync(font, 'a face')
  await compressStaticFiles({ distDir })
})

/** In Next's place: it answers every address alike, as Next answers for a file of the build. */
const next: RequestListener = (_, response) => {
  response.writeHead(200, {
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: 'W/"1-2"',
    vary: 'Accept-Encoding',
  })
  response.end('from Next')
}

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.close().closeAllConnections())
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The site as `npm start` puts it together. */
async function start(handle: RequestListener = next) {
  const inner = await listen(handle)
  const files = await readStaticFiles(distDir, inner.url)
  const { server, url } = await listen(
    frontDoor(withStaticFiles(handle, files), 'https://shop.example.com', () => drain.isDraining()),
  )
  const drain = createDrain(server, { cutOffMilliseconds: 5_000, end: () => undefined })
  return { files, url, drain }
}

async function bodyOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const isBrotli = response.headers.get('content-encoding') === 'br'
  return String(isBrotli ? brotliDecompressSync(bytes) : bytes)
}

describe('a file that the build has compressed', () => {
  it('comes compressed with the headers that Next gives it', async () => {
    const { url } = await start()
    const [ours, its] = await Promise.all([send(url + address, brotli), send(url + address)])
    expect(await bodyOf(ours)).toBe(code)
    const { date: _, ...expected } = Object.fromEntries(its.headers)
    delete expected['transfer-encoding']
    const { date: __, ...headers } = Object.fromEntries(ours.headers)
    expect(headers).toEqual({
      ...expected,
      'content-encoding': 'br',
      'content-length': String(brotliCompressSync(code).length),
    })
    expect(headers).toHaveProperty('strict-transport-security')
  })

  it('answers HEAD with the same headers and no body', async () => {
    const { url } = await start()
    const head = await send(url + address, { ...brotli, method: 'HEAD' })
    const whole = await send(url + address, brotli)
    expect(await head.text()).toBe('')
    for (const name of ['content-length', 'content-encoding', 'content-type', 'etag'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })

  it('comes whole where a part of it is asked for', async () => {
    const { url } = await start()
    const headers = { ...brotli.headers, range: 'bytes=0-9', 'if-range': '"x"' }
    const response = await send(url + address, { headers })
    expect(response.status).toBe(200)
    expect(await bodyOf(response)).toBe(code)
  })

  it.each(['if-match', 'if-unmodified-since'])('comes whole whatever %s says', async (name) => {
    const { url } = await start()
    const response = await send(url + address, { headers: { ...brotli.headers, [name]: '"x"' } })
    expect(response.status).toBe(200)
    expect(await bodyOf(response)).toBe(code)
  })

  it('is read and nothing else', async () => {
    const { url } = await start()
    const response = await send(url + address, { ...brotli, method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it('asks for its connection to be closed while the process drains', async () => {
    const { url, drain } = await start()
    drain.drain(60_000)
    const response = await send(url + address, brotli)
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('connection')).toBe('close')
  })

  it.each([
    ['without Brotli', { headers: { 'accept-encoding': 'gzip' } }],
    ['with a query', brotli, `${address}?x`],
    ['if it has changed', { headers: { ...brotli.headers, 'if-none-match': 'W/"1-2"' } }],
    ['if it is younger', { headers: { ...brotli.headers, 'if-modified-since': 'yesterday' } }],
    ['in capitals', brotli, '/_next/static/chunks/PAGE.js'],
  ])('is left to Next where it is asked for %s', async (_, request, target = address) => {
    const { url } = await start()
    expect(await bodyOf(await send(url + target, request))).toBe('from Next')
  })
})

describe('a file that is no longer what it was', () => {
  it.each([
    ['was removed', () => rmSync(file)],
    ['has another length', () => writeFileSync(file, 'other')],
    ['was written again', () => utimesSync(file, 1, 1)],
  ])('is left to Next when it %s since the start', async (_, change) => {
    const { url } = await start()
    expect(await bodyOf(await send(url + address, brotli))).toBe(code)
    change()
    expect(await bodyOf(await send(url + address, brotli))).toBe('from Next')
  })

  it.each([
    ['differs', () => writeFileSync(file, code.replace('run', 'ran'))],
    ['is longer', () => writeFileSync(file, `${code} `)],
    ['is shorter', () => writeFileSync(file, 'other')],
    ['is gone', () => rmSync(file)],
    [
      'was compressed in part',
      () => writeFileSync(compressed, brotliCompressSync(code).subarray(9)),
    ],
    ['was not compressed', () => rmSync(path.join(distDir, 'brotli'), { recursive: true })],
  ])('is left to Next when it %s at the start', async (_, change) => {
    change()
    const { files, url } = await start()
    expect([...files.keys()]).toEqual([fontAddress])
    expect(await bodyOf(await send(url + address, brotli))).toBe('from Next')
  })
})

it.each<[string, RequestListener, string[]]>([
  ['does not have', (_, response) => response.writeHead(404).end(), []],
  ['has elsewhere', (_, response) => response.writeHead(307, { location: '/' }).end(), []],
  ['breaks off', (_, response) => void response.destroy(), []],
  ['does not compress', (_, response) => response.end('no Vary'), [fontAddress]],
])('what Next %s is not answered for', async (_, handle, expected) => {
  const { files } = await start(handle)
  expect([...files.keys()]).toEqual(expected)
})

describe('a font', () => {
  it.each([
    ['whoever asks', {}],
    ['who reads Brotli', brotli],
    ['who asks for a part', { headers: { range: 'bytes=0-1' } }],
  ])('comes as it is to %s, with the headers that Next gives it', async (_, request) => {
    const { url } = await start()
    const response = await send(url + fontAddress, request)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('a face')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(response.headers.get('content-length')).toBe('6')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('is left to Next when it was written since the start, or if there is a condition', async () => {
    const { url } = await start()
    const headers = { 'if-none-match': 'W/"1-2"' }
    expect(await (await send(url + fontAddress, { headers })).text()).toBe('from Next')
    writeFileSync(font, 'another face')
    expect(await (await send(url + fontAddress)).text()).toBe('from Next')
  })
})
