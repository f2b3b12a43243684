// `npm test`: prepares the machine, runs every check and every suite, and ends with what failed, a line for each step, and
// the line `N passed, N failed`.
// `npm test -- --only unit,attacks` runs some of them, and what they need.
import { Fault } from '../fault.mjs'
import { ensureBrowser } from './browser.mjs'
import { generateClient, installPackages } from './prepare.mjs'
import { secondsSince, step } from './progress.mjs'
import { isStopping, stopAll, stopOnSignals } from './processes.mjs'
import { requireSupportedNode } from './project.mjs'
import { runSideBySide, withNeeds } from './side-by-side.mjs'
import { planSteps } from './test-steps.mjs'

// A suite waits about as much as it computes (for a second of grace to pass, for a page to settle), so that two keep two
// cores busy. Each has a Postgres, a Google and sites of its own.
const atOnce = 2

const results = []

stopOnSignals()
try {
  requireSupportedNode()
  await runEverything(parseOnly(process.argv.slice(2)))
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
    results.push({ name: 'preparation', passed: 0, failed: 1, failures: [], time: '' })
  }
}
await stopAll()
conclude()

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
  const steps = choose(planSteps(), only)
  if (steps.some(({ name }) => name === 'e2e')) await step('looking for a browser', ensureBrowser)
  console.log('Checking, building, and testing against the running site')
  await runSideBySide(steps, { atOnce, runStep, isStopping })
  console.log(`\nAll of it took ${secondsSince(start)}.`)
}

function choose(steps, only) {
  if (only === null) return steps
  const names = steps.map(({ name }) => name)
  const unknown = only.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new Fault(`There is no step "${unknown}". The steps are: ${names.join(', ')}.`)
  }
  return withNeeds(steps, only)
}

/** @returns whether nothing failed */
async function runStep({ name, run }, missing) {
  const start = performance.now()
  const outcome = missing ? notRun(missing) : await run().catch(toFailure)
  if (isStopping()) return false
  const { passed, failed, reason, output, failures = [] } = outcome
  const result = { name, passed, failed, failures, time: secondsSince(start) }
  results.push(result)
  console.log(`  ${toLine(result)}${reason ? ` (${reason})` : ''}`)
  if (failed > 0) console.log(`\n${output.trim()}\n`)
  return failed === 0
}

function notRun(missing) {
  return { passed: 0, failed: 1, reason: `not run: ${missing} failed`, output: '' }
}

function toFailure(error) {
  return { passed: 0, failed: 1, output: error instanceof Fault ? error.message : error.stack }
}

function toLine({ name, passed, failed, time }) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`
  return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(26)} ${counts}  ${time}`
}

// Once more at the end: what a suite and its servers printed fills screens, and a record of a run may keep its end alone.
function tellFailures({ name, failures }) {
  for (const { where, title, message } of failures) {
    console.log(`\n✗ ${[name, where, title].filter(Boolean).join(' › ')}\n`)
    console.log(message.replace(/^/gm, '    '))
  }
}

function conclude() {
  results.forEach(tellFailures)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${results.map(toLine).join('\n')}\n`)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
}
