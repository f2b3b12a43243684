// Playwright's global setup: the build, and one Postgres for all workers, each of which takes a database of its own there
// (worker-site.ts). They get its address through the environment.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildSite, generateClient } from '../../../local/cli/prepare.mjs'
import { dataFolder } from '../../../local/cli/project.mjs'
import { findLeaks } from '../secret-scan.ts'
import { startTestDatabase } from './test-database.ts'

export default async function setup() {
  const logFolder = path.join(dataFolder, 'test-logs', 'e2e')
  rmSync(logFolder, { recursive: true, force: true })
  mkdirSync(logFolder, { recursive: true })
  await generateClient()
  await buildSite()
  const statementLogFile = path.join(logFolder, 'postgres.log')
  const { stop, ...database } = await startTestDatabase(statementLogFile)
  process.env.GATEHOUSE_DATABASE = JSON.stringify({ ...database, statementLogFile, logFolder })
  return async () => {
    await stop()
    const leaks = findLeaks(logFolder)
    if (leaks.length > 0) throw new Error(`Tokens of Google's in the logs: ${leaks.join(', ')}`)
  }
}
