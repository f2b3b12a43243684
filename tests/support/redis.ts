// A Redis (or Valkey) for the tests: the one REDIS_URL names, else a server of our own from this machine's binaries.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Redis } from 'ioredis'
import { findFreePort } from '../../local/ports.mjs'

const binaries = ['redis-server', 'valkey-server']

/** Null where the machine has neither: what needs one is then skipped, which counts as a failure on CI. */
export function findRedisBinary(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const candidates = binaries.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return candidates.find((file) => existsSync(file)) ?? null
}

export interface OwnRedis {
  readonly url: string
  /** Ends it as a crash does; everything in it is gone. */
  kill(): Promise<void>
  /** Starts an empty one in the same place. */
  start(): Promise<void>
  /** Stops it from answering, its connections left open. */
  hang(): void
  resume(): void
  flush(): Promise<void>
  keys(): Promise<string[]>
  /** The keys that would stay for ever. */
  withoutExpiry(): Promise<string[]>
}

/** A server of our own, which may be hurt. End it with `kill`. */
export async function startOwnRedis(binary: string): Promise<OwnRedis> {
  const port = (await findFreePort()) as number
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  process.once('exit', () => child?.kill('SIGKILL'))

  async function kill(): Promise<void> {
    const ending = child
    if (!ending) return
    child = null
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGKILL')
    await ended
  }
  async function start(): Promise<void> {
    const memoryOnly = ['--save', '', '--appendonly', 'no']
    const place = ['--port', String(port), '--bind', '127.0.0.1']
    child = spawn(binary, [...place, ...memoryOnly], { stdio: 'ignore' })
    await withClient(url, (client) => client.ping())
  }
  await start()
  return {
    url,
    kill,
    start,
    hang: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    flush: () => withClient(url, async (client) => void (await client.flushall())),
    keys: () => withClient(url, (client) => client.keys('*')),
    withoutExpiry: () =>
      withClient(url, async (client) => {
        const keys = await client.keys('*')
        const lives = await Promise.all(keys.map((key) => client.ttl(key)))
        return keys.filter((_, index) => lives[index] === -1)
      }),
  }
}

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  // Waits until the server listens: commands queue while the connection is tried again.
  const client = new Redis(url, { retryStrategy: () => 25, maxRetriesPerRequest: 200 })
  client.on('error', () => undefined)
  try {
    return await work(client)
  } finally {
    client.disconnect()
  }
}

/** Somewhere to count: not to be flushed, since it may be somebody's. Null where there is none. */
export async function openRedis(): Promise<{ url: string; close(): Promise<void> } | null> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, close: async () => undefined }
  const binary = findRedisBinary()
  if (!binary) return null
  const redis = await startOwnRedis(binary)
  return { url: redis.url, close: redis.kill }
}
