// The careless kind of cache that stands in front of many sites: it keeps every answer to a GET by its address alone, cookies,
// Vary and all, unless Cache-Control forbids a shared cache to (RFC 9111 §5.2.2.5, §5.2.2.7).
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { send } from './send.ts'

interface Kept {
  readonly status: number
  readonly headers: [string, string][]
  readonly body: Buffer
}

export interface CachingProxy {
  readonly url: string
  /** Addresses that were answered from the cache. */
  readonly hits: string[]
  stop(): Promise<void>
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

function mayKeep(headers: Headers): boolean {
  return !/no-store|private|no-cache/.test(headers.get('cache-control') ?? '')
}

async function fetchFrom(origin: string, target: string, headers: Record<string, string>) {
  const response = await send(origin, { headers, rawTarget: target })
  const kept: Kept = {
    status: response.status,
    headers: [...response.headers].filter(([name]) => !hopByHop.has(name)),
    body: Buffer.from(await response.arrayBuffer()),
  }
  return { kept, isKept: mayKeep(response.headers) }
}

export async function startCachingProxy(origin: string): Promise<CachingProxy> {
  const cache = new Map<string, Kept>()
  const hits: string[] = []
  const server: Server = createServer((request, response) => {
    void (async () => {
      const target = request.url!
      let answer = cache.get(target)
      if (answer) hits.push(target)
      else {
        const { host: _, ...headers } = request.headers as Record<string, string>
        const fetched = await fetchFrom(origin, target, headers)
        answer = fetched.kept
        if (fetched.isKept) cache.set(target, answer)
      }
      response.writeHead(answer.status, answer.headers.flat())
      response.end(answer.body)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, hits, stop }
}
