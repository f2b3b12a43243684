// Answers for the files that the build has compressed (brotli-files.mjs), before Next is asked. It knows a closed list of
// exact addresses, made at the start: no part of a request ever becomes a path. What it sends was compared with the file
// then, lies in memory, and carries the headers that Next itself gives for that file. Whatever is not plainly one of these
// is Next's: another address, a query, a method, a condition, a client that reads no Brotli, a file that has changed.
import { readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { prefersBrotli } from './accept-encoding.mjs'
import { brotliFolderOf, staticFolderOf } from './brotli-files.mjs'

const askedWithinMilliseconds = 5_000
// RFC 9110 §13.1. `Range` is not one of them: a server may ignore it (§14.2), and If-Range with it.
const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
// Of the one answer that was asked for at the start, or of the body that this one has not.
const ownHeaders = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']

/**
 * The compressed files of a build by their exact addresses; none where there are none.
 * @param distDir Next's folder, `.next`
 * @param origin where this process answers as Next does
 */
export async function readStaticFiles(distDir, origin) {
  const folder = brotliFolderOf(distDir)
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const signal = AbortSignal.timeout(askedWithinMilliseconds)
  const files = new Map()
  for (const name of names) {
    const address = `/_next/static/${name.split(path.sep).join('/')}`
    const file = await readStaticFile({ address, distDir, name, origin, signal }).catch(() => null)
    if (file) files.set(address, file)
  }
  return files
}

async function readStaticFile({ address, distDir, name, origin, signal }) {
  const file = path.join(staticFolderOf(distDir), name)
  const { size, mtimeMs } = await stat(file)
  const body = readFileSync(path.join(brotliFolderOf(distDir), name))
  // A build that was cut off, or a file that somebody touched since: then the two are not the same.
  if (!brotliDecompressSync(body, { maxOutputLength: size }).equals(readFileSync(file))) return null
  const headers = await headersOf(origin + address, signal)
  return headers && { file, size, mtimeMs, body, headers: { ...headers, ...headersOfBody(body) } }
}

/** What Next says of the file to who takes it as it is; null where it would not compress it itself. */
async function headersOf(url, signal) {
  const headers = { 'accept-encoding': 'identity' }
  const response = await fetch(url, { method: 'HEAD', redirect: 'error', headers, signal })
  // A cache that does not know that answers vary would give ours to somebody who cannot read it.
  if (!response.ok || !/accept-encoding/i.test(response.headers.get('vary') ?? '')) return null
  return Object.fromEntries([...response.headers].filter(([name]) => !ownHeaders.includes(name)))
}

function headersOfBody(body) {
  return { 'content-encoding': 'br', 'content-length': body.length }
}

/**
 * Wraps Next's request handler.
 * @param handle Next's own
 * @param files what `readStaticFiles` has found
 */
export function withStaticFiles(handle, files) {
  return async (request, response) => {
    const file = isForBrotli(request) && files.get(request.url)
    if (!file || !(await isUnchanged(file))) return handle(request, response)
    response.writeHead(200, file.headers)
    // Node leaves the body out of the answer to HEAD.
    response.end(file.body)
  }
}

function isForBrotli({ method, headers }) {
  return (
    (method === 'GET' || method === 'HEAD') &&
    conditions.every((name) => headers[name] === undefined) &&
    prefersBrotli(headers['accept-encoding'])
  )
}

// By what Next makes its ETag of. The folder may have been built anew below a process that runs.
async function isUnchanged({ file, size, mtimeMs }) {
  const now = await stat(file).catch(() => null)
  return now !== null && now.size === size && now.mtimeMs === mtimeMs
}
