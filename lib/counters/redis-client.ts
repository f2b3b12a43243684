// The one connection to Redis of this process. It is never waited for: without a connection a command fails at once, and
// counters.ts has another place to go. It connects again by itself for as long as the process lives.
import 'server-only'
import { Redis } from 'ioredis'
import { log } from '@/lib/log/logger'

const connectMs = 1_000
const longestPauseMs = 2_000

/** @param url redis:// or rediss://, with the password in it where there is one */
export function createRedisClient(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectMs,
    enableOfflineQueue: false,
    // A command that was under way when the connection broke may have been done: sending it again would count twice.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, longestPauseMs),
  })
  let isReported = false
  client.on('ready', () => {
    isReported = false
  })
  // Without a listener an error would end the process; one line an outage is enough.
  client.on('error', (error) => {
    if (!isReported) log.warn('redis connection lost', { error })
    isReported = true
  })
  return client
}
