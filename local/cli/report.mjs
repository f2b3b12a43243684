// Reads what the test runners counted. A suite that ran nothing, and on CI one that skipped something, has failed.
import { existsSync, readFileSync } from 'node:fs'

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
