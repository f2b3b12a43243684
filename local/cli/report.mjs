// Reads what the test runners counted. A suite that ran nothing, and on CI one that skipped something, has failed.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { projectFolder } from './project.mjs'

const linesOfFailure = 12

/** Returns `{ passed, failed, skipped }` of a runner's JSON report. */
export function countTests(runner, file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return runner === 'vitest' ? countVitest(report) : countPlaywright(report)
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0 }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

// A flaky test passed only when it was tried again: that is a failure.
function countPlaywright({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** `exitCode` is the runner's own word, which may know of faults outside any test. Returns counts and a reason. */
export function judgeSuite(counts, exitCode, { refuseSkipped }) {
  const { passed, failed, skipped } = counts
  if (failed > 0) return { passed, failed }
  if (exitCode !== 0) return { passed, failed: 1, reason: 'the run failed outside its tests' }
  if (passed === 0) return { passed, failed: 1, reason: 'no test ran' }
  if (skipped > 0 && refuseSkipped) return { passed, failed: skipped, reason: `${skipped} skipped` }
  return { passed, failed: 0 }
}

/** Returns `{ where, title, message }` of each test that failed, and of each fault outside the tests, from a JSON report. */
export function listFailures(runner, file) {
  if (!existsSync(file)) return []
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = runner === 'vitest' ? listVitest(report) : listPlaywright(report)
  return failures.map(({ where, title, message }) => ({
    where: path.isAbsolute(where) ? path.relative(projectFolder, where) : where,
    title,
    message: firstLinesOf(message),
  }))
}

function listVitest({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    // A file that could not be read, or whose own set-up threw, has a message and no failed test.
    if (failed.length === 0) return status === 'failed' ? [{ where: name, title: '', message }] : []
    return failed.map((test) => ({
      where: name,
      title: test.fullName,
      message: test.failureMessages.join('\n'),
    }))
  })
}

function listPlaywright({ suites, errors }) {
  const specs = suites.flatMap(collectSpecs).filter(isFailed)
  return [...specs.map(toPlaywrightFailure), ...errors.map(toFaultOutside)]
}

function collectSpecs({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(collectSpecs)]
}

function isFailed({ tests }) {
  return tests.some(({ status }) => status === 'unexpected' || status === 'flaky')
}

function toPlaywrightFailure({ file, line, title, tests }) {
  const faults = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))
  const message = faults.map((fault) => fault.message).join('\n')
  return { where: `${file}:${line}`, title, message }
}

function toFaultOutside({ message, location }) {
  return { where: location ? `${location.file}:${location.line}` : '', title: '', message }
}

function firstLinesOf(message) {
  return stripVTControlCharacters(message).trim().split('\n').slice(0, linesOfFailure).join('\n')
}
