// One whole site with a Postgres of its own, for what measures the site or takes pictures of it.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { dataFolder } from '../../../local/cli/project.mjs'
import { startSite, type Site } from './start-site.ts'
import { startTestDatabase } from './test-database.ts'

/** The site must have been built. `name` tells the logs apart. */
export async function startOwnSite(name: string): Promise<Site> {
  const logFolder = path.join(dataFolder, 'test-logs', name)
  rmSync(logFolder, { recursive: true, force: true })
  mkdirSync(logFolder, { recursive: true })
  const statementLogFile = path.join(logFolder, 'postgres.log')
  const { stop: stopDatabase, ...database } = await startTestDatabase(statementLogFile)
  try {
    const site = await startSite({ ...database, statementLogFile, logFolder }, { name })
    const stop = async () => {
      await site.stop()
      await stopDatabase()
    }
    return { ...site, stop }
  } catch (error) {
    await stopDatabase()
    throw error
  }
}
