import { EnvError, env } from '@/lib/config/env'
import { joinRollCall } from '@/lib/replicas/roll-call'

/** A wrong environment ends the process with every fault named. */
export function boot(): void {
  try {
    env()
  } catch (error) {
    const text = error instanceof EnvError ? error.message : String((error as Error).stack)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  }
  joinRollCall()
}
