// `npm test`: prepares the machine, runs every check and every suite, and ends with the line `N passed, N failed`.
// `npm test -- --only unit,attacks` runs some of them.
import { Fault } from '../fault.mjs'
import { ensureBrowser } from './browser.mjs'
import { generateClient, installPackages } from './prepare.mjs'
import { secondsSince, step } from './progress.mjs'
import { isStopping, killAll, stopAll } from './processes.mjs'
import { requireSupportedNode } from './project.mjs'
import { planSteps } from './test-steps.mjs'

const results = []

stopOnSignals()
try {
  requireSupportedNode()
  await runEverything(parseOnly(process.argv.slice(2)))
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
    results.push({ name: 'preparation', passed: 0, failed: 1, time: '' })
  }
}
await stopAll()
conclude()

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (isStopping()) killAll()
      await stopAll()
      process.exit(130)
    })
  }
}

function parseOnly(args) {
  const text = args[0] === '--only' ? args[1] : args[0]?.replace(/^--only=/, '')
  if (!text) return null
  return text.split(',').map((name) => name.trim())
}

async function runEverything(only) {
  const start = performance.now()
  console.log('Preparing')
  await step('installing packages', installPackages)
  await step('generating the database client', generateClient)
  const { checks, builds, suites } = planSteps()
  requireKnown(only, [...checks, ...builds, ...suites])
  const isWanted = ({ name }) => only === null || only.includes(name)
  if (suites.filter(isWanted).some(({ name }) => name === 'e2e')) {
    await step('looking for a browser', ensureBrowser)
  }
  console.log('Checking and building')
  await Promise.all([runInOrder(checks.filter(isWanted)), runInOrder(builds.filter(isWanted))])
  console.log('Testing against the running site')
  await runInOrder(suites.filter(isWanted))
  console.log(`\nAll of it took ${secondsSince(start)}.`)
}

function requireKnown(only, steps) {
  const names = steps.map(({ name }) => name)
  const unknown = only?.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new Fault(`There is no step "${unknown}". The steps are: ${names.join(', ')}.`)
  }
}

async function runInOrder(steps) {
  for (const { name, run } of steps) {
    const start = performance.now()
    const { passed, failed, reason, output } = await run().catch((error) => ({
      passed: 0,
      failed: 1,
      output: error instanceof Fault ? error.message : error.stack,
    }))
    if (isStopping()) return
    const result = { name, passed, failed, time: secondsSince(start) }
    results.push(result)
    console.log(`  ${toLine(result)}${reason ? ` (${reason})` : ''}`)
    if (failed > 0) console.log(`\n${output.trim()}\n`)
  }
}

function toLine({ name, passed, failed, time }) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`
  return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(26)} ${counts}  ${time}`
}

function conclude() {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${results.map(toLine).join('\n')}\n`)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
}
