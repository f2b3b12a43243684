// Answers for what a page loads before it is drawn and can be used, so that it never waits behind another page's making:
// scripts, styles and drawings as the build has compressed them (brotli-files.mjs), fonts as they are. It knows a closed
// list of exact addresses, made at the start: no part of a request ever becomes a path. What it sends was compared with
// the file then, lies in memory, and carries the headers that Next itself gives for that file. Whatever is not plainly one
// of these is Next's: another address, a query, a method, a condition, a client that reads no Brotli, a file that changed.
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { prefersBrotli } from './accept-encoding.mjs'
import { brotliFolderOf, staticFolderOf } from './brotli-files.mjs'

const askedWithinMilliseconds = 5_000
// RFC 9110 §13.1. `Range` is not one of them: a server may ignore it (§14.2), and If-Range with it.
const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
// Of the one answer that was asked for at the start, or of its body.
const ownHeaders = [
  ...['connection', 'keep-alive', 'date'],
  ...['content-encoding', 'content-length', 'transfer-encoding'],
]

/**
 * The files of a build that are answered for here, by their exact addresses.
 * @param distDir Next's folder, `.next`
 * @param origin where this process answers as Next does
 */
export async function readStaticFiles(distDir, origin) {
  const compressed = await namesIn(brotliFolderOf(distDir))
  const fonts = (await namesIn(staticFolderOf(distDir))).filter((name) => name.endsWith('.woff2'))
  const wanted = [
    ...compressed.map((name) => ({ name, coding: 'br' })),
    ...fonts.map((name) => ({ name, coding: null })),
  ]
  const signal = AbortSignal.timeout(askedWithinMilliseconds)
  const files = new Map()
  for (const { name, coding } of wanted) {
    const address = `/_next/static/${name.split(path.sep).join('/')}`
    const asked = { distDir, name, coding, url: origin + address, signal }
    const file = await readStaticFile(asked).catch(() => null)
    if (file) files.set(address, file)
  }
  return files
}

function namesIn(folder) {
  return readdir(folder, { recursive: true }).catch(() => [])
}

async function readStaticFile({ distDir, name, coding, url, signal }) {
  const file = path.join(staticFolderOf(distDir), name)
  const { size, mtimeMs } = await stat(file)
  const content = await readFile(file)
  const body = coding ? await readFile(path.join(brotliFolderOf(distDir), name)) : content
  // A build that was cut off, or a file that somebody touched since: then the two are not the same.
  if (coding && !brotliDecompressSync(body, { maxOutputLength: size }).equals(content)) return null
  const headers = await headersOf(url, signal)
  // A cache that does not know that answers vary would give ours to somebody who cannot read it.
  if (!headers || (coding && !/accept-encoding/i.test(headers.vary ?? ''))) return null
  const ofBody = { ...(coding && { 'content-encoding': coding }), 'content-length': body.length }
  return { file, size, mtimeMs, coding, body, headers: { ...headers, ...ofBody } }
}

/** What Next says of the file to who takes it as it is; null where it has none. */
async function headersOf(url, signal) {
  const headers = { 'accept-encoding': 'identity' }
  const response = await fetch(url, { method: 'HEAD', redirect: 'error', headers, signal })
  if (!response.ok) return null
  return Object.fromEntries([...response.headers].filter(([name]) => !ownHeaders.includes(name)))
}

/**
 * Wraps Next's request handler.
 * @param handle Next's own
 * @param files what `readStaticFiles` has found
 */
export function withStaticFiles(handle, files) {
  return async (request, response) => {
    const file = isPlain(request) && files.get(request.url)
    if (!file || !isReadBy(request, file) || !(await isUnchanged(file)))
      return handle(request, response)
    response.writeHead(200, file.headers)
    // Node leaves the body out of the answer to HEAD.
    response.end(file.body)
  }
}

function isPlain({ method, headers }) {
  const isRead = method === 'GET' || method === 'HEAD'
  return isRead && conditions.every((name) => headers[name] === undefined)
}

function isReadBy({ headers }, { coding }) {
  return coding === null || prefersBrotli(headers['accept-encoding'])
}

// By what Next makes its ETag of. The folder may have been built anew below a process that runs.
async function isUnchanged({ file, size, mtimeMs }) {
  const now = await stat(file).catch(() => null)
  return now !== null && now.size === size && now.mtimeMs === mtimeMs
}
