import Redis from 'ioredis'
import { fault, good, notice } from './report.mjs'

const timeoutMs = 3_000

export async function findRedisFindings({ variables: { REDIS_URL: redisUrl } }) {
  if (!redisUrl) return [good('redis', 'Not used: Postgres holds counters and one-time marks.')]
  if (!URL.canParse(redisUrl)) return []
  const client = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  let reason
  client.on('error', ({ message, code }) => (reason = message || code))
  try {
    await client.connect()
    await client.ping()
    return [good('redis', 'Answers.'), ...(await findEviction(client))]
  } catch (error) {
    return [
      fault(
        'redis',
        `Does not answer: ${reason ?? error.message}.`,
        'Check REDIS_URL. Without Redis the site works on, but each replica counts for itself.',
      ),
    ]
  } finally {
    client.disconnect()
  }
}

async function findEviction(client) {
  // A managed Redis may forbid CONFIG; then there is nothing to say.
  const [, policy] = await client.config('GET', 'maxmemory-policy').catch(() => [])
  if (!policy || policy === 'noeviction' || policy.startsWith('volatile')) return []
  return [
    notice(
      'redis',
      `Evicts by "${policy}".`,
      'Use volatile-ttl or noeviction, so that limits are not forgotten before their time.',
    ),
  ]
}
