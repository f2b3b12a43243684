// What `npm run soak`, `lighthouse` and `screenshots` have in common: everything is prepared and built, then a script of
// the tests runs with the project's Node, with the arguments that were given.
import { Fault } from '../fault.mjs'
import { ensureBrowser } from './browser.mjs'
import { buildSite, generateClient, installPackages } from './prepare.mjs'
import { step } from './progress.mjs'
import { run, scriptOf, stopOnSignals } from './processes.mjs'
import { findProjectNode, requireSupportedNode } from './project.mjs'

/** Runs `script`, a path in the project, to its end; its exit code becomes this process's. */
export async function runPrepared(script, { withBrowser = false } = {}) {
  stopOnSignals()
  try {
    requireSupportedNode()
    await step('installing packages', installPackages)
    await step('generating the database client', generateClient)
    if (withBrowser) await step('looking for a browser', ensureBrowser)
    await step('building the site', buildSite)
    const args = [scriptOf(script), ...process.argv.slice(2)]
    const { code } = await run(findProjectNode(), args, { show: true })
    process.exitCode = code
  } catch (error) {
    process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}
