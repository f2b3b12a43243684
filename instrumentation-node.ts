import { EnvError, env } from '@/lib/config/env'

/** A wrong environment ends the process with every fault named. */
export function boot(): void {
  try {
    env()
  } catch (error) {
    const text = error instanceof EnvError ? error.message : String((error as Error).stack)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  }
}
