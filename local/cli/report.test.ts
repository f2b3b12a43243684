import { expect, test } from 'vitest'
import { countTests, judgeSuite } from './report.mjs'

const onCi = { refuseSkipped: true }
const atHome = { refuseSkipped: false }

test('a suite without a report has run nothing', () => {
  expect(countTests('vitest', '/nowhere.json')).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

test('a suite that runs no test fails', () => {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  expect(judgeSuite(counts, 0, atHome)).toMatchObject({ failed: 1, reason: 'no test ran' })
})

test('a run that fails outside its tests fails', () => {
  const counts = { passed: 7, failed: 0, skipped: 0 }
  expect(judgeSuite(counts, 1, atHome)).toMatchObject({ passed: 7, failed: 1 })
})

test('skipped tests fail on CI and only there', () => {
  const counts = { passed: 7, failed: 0, skipped: 2 }
  expect(judgeSuite(counts, 0, onCi)).toMatchObject({ passed: 7, failed: 2 })
  expect(judgeSuite(counts, 0, atHome)).toEqual({ passed: 7, failed: 0 })
})

test('a failure is counted as the runner counts it', () => {
  const counts = { passed: 7, failed: 3, skipped: 0 }
  expect(judgeSuite(counts, 1, onCi)).toEqual({ passed: 7, failed: 3 })
})
