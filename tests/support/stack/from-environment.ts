import type { SiteAddresses } from './addresses.ts'

/** The site that this worker's tests run against (worker-site.ts), or null where a deployed one is under test. */
export function findStack(): SiteAddresses | null {
  const json = process.env.GATEHOUSE_STACK
  return json ? (JSON.parse(json) as SiteAddresses) : null
}
