// What every site under test consists of besides its database: a Google of its own, and one process of the build.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { startLocalGoogle } from '../../../local/cli/services.mjs'
import { localClientId } from '../../../local/cli/settings.mjs'
import { findFreePort } from '../../../local/ports.mjs'
import type { SiteAddresses } from './addresses.ts'
import { type Replica, startReplica } from './replica.ts'

export type DatabaseParts = Pick<
  SiteAddresses,
  'databaseUrl' | 'templateDatabase' | 'statementLogFile' | 'logFolder'
>

export interface Site {
  readonly addresses: SiteAddresses
  readonly replica: Replica
  stop(): Promise<void>
}

export interface SiteOptions {
  /** Tells the logs of several sites apart. */
  readonly name: string
  /** For the site alone; the tests reach the database without detours. */
  readonly databaseUrlOfSite?: string
  /** As `npm run demo` has it: with the session lab. */
  readonly hasLab?: boolean
}

export async function startSite(
  parts: DatabaseParts,
  { name, databaseUrlOfSite = parts.databaseUrl, hasLab = false }: SiteOptions,
): Promise<Site> {
  const port = (await findFreePort()) as number
  const authUrl = `http://localhost:${port}`
  const clientSecret = randomBytes(24).toString('base64url')
  const google = await startLocalGoogle({
    port: await findFreePort(),
    clientId: localClientId,
    clientSecret,
    redirectUris: [`${authUrl}/auth/callback/google`],
    data: undefined,
    logFile: path.join(parts.logFolder, `google-${name}.log`),
  })
  const addresses = {
    ...parts,
    authUrl,
    clientSecret,
    clientId: localClientId,
    googleUrl: google.url,
    authSecret: randomBytes(32).toString('base64'),
  }
  const replica = await startReplica(addresses, {
    ...{ port, name: `site-${name}` },
    env: { DATABASE_URL: databaseUrlOfSite, GATEHOUSE_LAB: hasLab ? '1' : undefined },
  })
  return {
    addresses,
    replica,
    stop: async () => void (await Promise.all([replica.stop(), google.stop()])),
  }
}
