// The site of one Playwright worker: nobody else signs in there, tells its Google to fail or breaks its database, so that
// several workers run at once.
import { stopAll } from '../../../local/cli/processes.mjs'
import { FaultProxy } from '../faults/fault-proxy.ts'
import type { SiteAddresses } from './addresses.ts'
import { startReplica } from './replica.ts'
import { startSite, type DatabaseParts } from './start-site.ts'
import { copyDatabase } from './test-database.ts'

export interface WorkerSite {
  readonly addresses: SiteAddresses
  /** Stands between the site and its database; the tests themselves ask without it. */
  readonly database: FaultProxy
  /** The same site, on the same port and data, with other settings; without any, as it was. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>
  stop(): Promise<void>
}

/** @param index tells the workers of a run apart, those that replaced another after a failure too */
export async function startWorkerSite(index: number): Promise<WorkerSite> {
  const shared = JSON.parse(process.env.GATEHOUSE_DATABASE!) as DatabaseParts
  const databaseUrl = await copyDatabase(shared.databaseUrl, `worker_${index}`)
  const database = await FaultProxy.to(databaseUrl)
  const name = `worker-${index}`
  const databaseUrlOfSite = database.through(databaseUrl)
  const { addresses, replica: first } = await startSite(
    { ...shared, databaseUrl },
    { name, databaseUrlOfSite, hasLab: true },
  )
  let replica = first
  async function restart(env: Readonly<Record<string, string>> = {}) {
    await replica.stop()
    replica = await startReplica(addresses, {
      ...{ port: Number(new URL(addresses.authUrl).port), name: `site-${name}-again` },
      env: { DATABASE_URL: databaseUrlOfSite, GATEHOUSE_LAB: '1', ...env },
    })
  }
  // Where the support modules look for it.
  process.env.GATEHOUSE_STACK = JSON.stringify(addresses)
  const stop = async () => {
    await stopAll()
    await database.stop()
  }
  return { addresses, database, restart, stop }
}
