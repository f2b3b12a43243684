// The long run itself (local/cli/soak.mjs starts it). Prints what it sees and one verdict; exits non-zero where it fails.
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stopAll } from '../../local/cli/processes.mjs'
import { dataFolder } from '../../local/cli/project.mjs'
import { Cluster, type ClusterStack } from '../support/faults/cluster.ts'
import { FaultProxy } from '../support/faults/fault-proxy.ts'
import { startOwnPostgres } from '../support/faults/own-postgres.ts'
import { Visitors } from '../support/faults/visitors.ts'
import { findRedisBinary, startOwnRedis } from '../support/redis.ts'
import { breakInTurn, type Breakage } from './breakages.ts'
import { Measurements } from './measurements.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, phase: { type: 'string', default: '30' } },
})
const [minutes, phaseSeconds] = [Number(values.minutes), Number(values.phase)]
if (!(minutes > 0) || !(phaseSeconds > 0))
  throw new Error('--minutes and --phase are numbers above 0')

const logFolder = path.join(dataFolder, 'test-logs', 'soak')
mkdirSync(logFolder, { recursive: true })

async function soak(): Promise<boolean> {
  const postgres = await startOwnPostgres({ logFolder })
  const binary = findRedisBinary()
  const redis = binary ? await startOwnRedis(binary) : null
  const redisProxy = redis && (await FaultProxy.to(redis.url))
  const stack: ClusterStack = {
    ...{ logFolder, databaseUrl: postgres.url, templateDatabase: '', statementLogFile: '' },
    ...{ authUrl: 'http://localhost:3000', authSecret: randomBytes(32).toString('base64') },
    // Nobody signs in here, so nobody asks Google.
    ...{ googleUrl: 'http://127.0.0.1:9', clientId: 'soak', clientSecret: 'soak' },
  }
  const env = {
    ACCESS_TOKEN_SECONDS: '10',
    ...(redisProxy && { REDIS_URL: redisProxy.through(redis!.url) }),
  }
  const cluster = await Cluster.start(stack, { env })
  try {
    return await endure(cluster, stack, redisProxy)
  } finally {
    await cluster.stop()
    await redisProxy?.stop()
    await redis?.kill()
    await postgres.remove()
  }
}

async function endure(cluster: Cluster, stack: ClusterStack, redis: FaultProxy | null) {
  const breakages: Breakage[] = breakInTurn(cluster, redis)
  const visitors = await Visitors.arrive(stack, cluster.url, { visitors: 10, pauseMs: 200 })
  const measurements = new Measurements(cluster, stack, visitors)
  const endsAt = performance.now() + minutes * 60_000
  for (let turn = 0; performance.now() < endsAt; turn++)
    await measurements.endure(breakages[turn % breakages.length]!, phaseSeconds * 1_000)
  const verdict = await visitors.finish()
  return measurements.conclude(verdict)
}

const hasPassed = await soak()
await stopAll()
process.exit(hasPassed ? 0 : 1)
