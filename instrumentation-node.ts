import { EnvError, env } from '@/lib/config/env'
import { connectCounters } from '@/lib/counters/counters'
import { lastResort } from '@/lib/log/last-resort'
import { joinRollCall } from '@/lib/replicas/roll-call'

export { noteFault } from '@/lib/http/note-fault'

// scripts/start.mjs calls these in the place of Next's own listeners.
const holder = globalThis as typeof globalThis & { gatehouseLastResort?: typeof lastResort }

/** A wrong environment ends the process with every fault named. */
export function boot(): void {
  try {
    env()
  } catch (error) {
    const text = error instanceof EnvError ? error.message : String((error as Error).stack)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  }
  holder.gatehouseLastResort = lastResort
  joinRollCall()
  void connectCounters()
}
