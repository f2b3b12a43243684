/*
 * Starts the local Google as a program of its own, on the loopback address.
 * It refuses to start with NODE_ENV=production: it signs in anybody as anybody.
 */
import { startLocalGoogle, type LocalGoogle } from './local-google.ts'
import { findFaults, toOptions } from './start-up.ts'

function stopOn(signal: NodeJS.Signals, google: LocalGoogle): void {
  process.once(signal, () => {
    void google.close().then(() => process.exit(0))
  })
}

const faults = findFaults(process.env)
if (faults.length > 0) {
  for (const fault of faults) console.error(`local google: ${fault}`)
  process.exit(1)
}

try {
  const google = await startLocalGoogle(toOptions(process.env))
  stopOn('SIGTERM', google)
  stopOn('SIGINT', google)
  console.log(`local google ready ${google.issuer}`)
} catch (error) {
  console.error(`local google: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
