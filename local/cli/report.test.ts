import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { inProject } from './project.mjs'
import { countTests, judgeSuite, listFailures } from './report.mjs'

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

function write(report: unknown): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return file
}

test("Vitest's failures are told by file, name and the first lines of what was wrong", () => {
  const passed = { status: 'passed', fullName: 'fine', failureMessages: [] }
  const long = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  const failed = { status: 'failed', fullName: 'a thing holds', failureMessages: [long] }
  const file = write({
    testResults: [
      { name: inProject('lib/a.test.ts'), status: 'failed', assertionResults: [passed, failed] },
      { name: inProject('lib/b.test.ts'), status: 'passed', assertionResults: [passed] },
    ],
  })
  const [failure, ...others] = listFailures('vitest', file)
  expect(failure).toMatchObject({ where: 'lib/a.test.ts', title: 'a thing holds' })
  expect(failure?.message.split('\n')).toHaveLength(12)
  expect(others).toEqual([])
})

test('a file that could not be tested is told with its fault', () => {
  const message = 'SyntaxError: what is this'
  const name = inProject('lib/a.test.ts')
  const file = write({ testResults: [{ name, status: 'failed', message, assertionResults: [] }] })
  expect(listFailures('vitest', file)).toEqual([{ where: 'lib/a.test.ts', title: '', message }])
})

test("Playwright's failures are told however deep their groups are, and its faults outside tests", () => {
  const fine = {
    file: 'a.spec.ts',
    line: 3,
    title: 'fine',
    tests: [{ status: 'expected', results: [] }],
  }
  const results = [{ errors: [{ message: '\u001b[31mwrong\u001b[39m' }] }]
  const failed = {
    ...fine,
    line: 9,
    title: 'a thing holds',
    tests: [{ status: 'unexpected', results }],
  }
  const file = write({
    suites: [{ specs: [fine], suites: [{ specs: [failed] }] }],
    errors: [{ message: 'no port', location: { file: inProject('setup.ts'), line: 4 } }],
  })
  expect(listFailures('playwright', file)).toEqual([
    { where: 'a.spec.ts:9', title: 'a thing holds', message: 'wrong' },
    { where: 'setup.ts:4', title: '', message: 'no port' },
  ])
})

test('a suite without a report has no failures to tell', () => {
  expect(listFailures('vitest', '/nowhere.json')).toEqual([])
})
