// One more process of the site, with an environment of its own: `await startReplica(inject('stack'), { env: { … } })`.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startNode } from '../../../local/cli/processes.mjs'
import { noMiddlewareFolder } from '../../../local/cli/no-middleware.mjs'
import { projectFolder } from '../../../local/cli/project.mjs'
import { untilSiteReady } from '../../../local/cli/services.mjs'
import { findFreePort } from '../../../local/ports.mjs'
import type { SiteAddresses } from './addresses.ts'

export interface Replica {
  readonly url: string
  readonly pid: number
  /** Sends a signal. Resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Resolves when the process has ended. */
  stop(): Promise<void>
  /** Everything the process has printed so far. */
  output(): string
}

export interface ReplicaOptions {
  /** Added to the stack's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly port?: number
  readonly name?: string
  readonly withoutMiddleware?: boolean
}

export async function startReplica(
  stack: SiteAddresses,
  {
    env = {},
    port,
    name = `replica-${randomUUID()}`,
    withoutMiddleware = false,
  }: ReplicaOptions = {},
): Promise<Replica> {
  const ownPort = port ?? ((await findFreePort()) as number)
  const logFile = path.join(stack.logFolder, `${name}.log`)
  const folder = withoutMiddleware ? noMiddlewareFolder : projectFolder
  const site = startNode(name, [path.join(folder, 'scripts/start.mjs')], {
    cwd: folder,
    logFile,
    env: { ...toEnvironment(stack), PORT: String(ownPort), ...env },
  })
  await untilSiteReady(ownPort, site)
  return {
    url: `http://127.0.0.1:${ownPort}`,
    pid: site.pid!,
    async end(signal) {
      process.kill(site.pid!, signal)
      await site.ended
    },
    stop: site.stop,
    output: () => readFileSync(logFile, 'utf8'),
  }
}

// Nothing of the developer's own settings gets in: not from the shell, and not from .env, which Next would read if it
// were not told that this has been done.
function toEnvironment(stack: SiteAddresses) {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env
  return {
    ...{ PATH, HOME, TMPDIR, SystemRoot, __NEXT_PROCESSED_ENV: 'true' },
    AUTH_URL: stack.authUrl,
    AUTH_SECRET: stack.authSecret,
    AUTH_GOOGLE_ID: stack.clientId,
    AUTH_GOOGLE_SECRET: stack.clientSecret,
    AUTH_GOOGLE_ISSUER: stack.googleUrl,
    GOOGLE_API_ORIGIN: stack.googleUrl,
    DATABASE_URL: stack.databaseUrl,
    // All tests come from one address; those of the limits start replicas of their own.
    RATE_LIMIT_FACTOR: '1000',
    ADMIN_EMAILS: 'ada@example.com',
  }
}
