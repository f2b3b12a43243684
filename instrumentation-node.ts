import { EnvError, env } from '@/lib/config/env'

/** A wrong environment ends the process with every fault named. */
export function boot(): void {
  try {
    env()
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
