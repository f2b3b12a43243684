// `npm run soak`: the long run. Three replicas behind nginx, people who use them, and something broken every other half
// minute. `npm run soak -- --minutes 60`; ten by default.
import { Fault } from '../fault.mjs'
import { buildSite, generateClient, installPackages } from './prepare.mjs'
import { step } from './progress.mjs'
import { isStopping, killAll, run, scriptOf, stopAll } from './processes.mjs'
import { findProjectNode, requireSupportedNode } from './project.mjs'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (isStopping()) killAll()
    await stopAll()
    process.exit(130)
  })
}
try {
  requireSupportedNode()
  await step('installing packages', installPackages)
  await step('generating the database client', generateClient)
  await step('building the site', buildSite)
  const args = [scriptOf('tests/soak/main.ts'), ...process.argv.slice(2)]
  const { code } = await run(findProjectNode(), args, { show: true })
  process.exitCode = code
} catch (error) {
  process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
  process.exitCode = 1
}
