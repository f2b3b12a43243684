// Everything the tests run against, as it is in production: one Postgres, one Google, two processes of the production
// build, and one of a build without middleware.ts.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildWithoutMiddleware } from '../../../local/cli/no-middleware.mjs'
import { buildSite, generateClient } from '../../../local/cli/prepare.mjs'
import { stopAll } from '../../../local/cli/processes.mjs'
import { dataFolder } from '../../../local/cli/project.mjs'
import { findLeaks } from '../secret-scan.ts'
import type { StackAddresses } from './addresses.ts'
import { startReplica } from './replica.ts'
import { type DatabaseParts, startSite } from './start-site.ts'
import { startTestDatabase } from './test-database.ts'

export interface Stack {
  readonly addresses: StackAddresses
  stop(): Promise<void>
}

/** `name` tells the logs of different runs apart. */
export async function startStack(name: string): Promise<Stack> {
  const logFolder = path.join(dataFolder, 'test-logs', name)
  rmSync(logFolder, { recursive: true, force: true })
  mkdirSync(logFolder, { recursive: true })
  await generateClient()
  await buildSite()
  await buildWithoutMiddleware()

  const statementLogFile = path.join(logFolder, 'postgres.log')
  const { stop: stopDatabase, ...database } = await startTestDatabase(statementLogFile)
  const stop = async () => {
    await stopAll()
    await stopDatabase()
    const leaks = findLeaks(logFolder)
    if (leaks.length > 0) throw new Error(`Tokens of Google's in the logs: ${leaks.join(', ')}`)
  }
  try {
    return { addresses: await startServers({ ...database, statementLogFile, logFolder }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startServers(parts: DatabaseParts): Promise<StackAddresses> {
  const { addresses, replica: first } = await startSite(parts, { name: '1' })
  const [second, noMiddleware] = await Promise.all([
    startReplica(addresses, { name: 'site-2' }),
    startReplica(addresses, { name: 'site-without-middleware', withoutMiddleware: true }),
  ])
  return { ...addresses, replicaUrls: [first.url, second.url], noMiddlewareUrl: noMiddleware.url }
}
