// The steps of `npm test`: what each runs, and what it must wait for.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { buildWithoutMiddleware } from './no-middleware.mjs'
import { buildSite } from './prepare.mjs'
import { run } from './processes.mjs'
import { dataFolder, findProjectNode, inData, inProject } from './project.mjs'
import { countTests, judgeSuite, listFailures } from './report.mjs'

const refuseSkipped = Boolean(process.env.CI)
const serverSuites = ['integration', 'attacks', 'faults']

/** `{ name, needs, run }` in the order in which they begin, of which two run at a time. */
export function planSteps() {
  const suites = serverSuites.filter((name) => hasTests(name))
  return [
    check('build', buildSite),
    tool('format', 'prettier/bin/prettier.cjs', ['--check', '.']),
    tool('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
    check('build without middleware', buildWithoutMiddleware),
    tool('unused', 'knip/bin/knip.js', []),
    // The build writes the types of the routes, which the type check needs.
    { ...tool('types', 'typescript/bin/tsc', ['--noEmit']), needs: ['build'] },
    vitest('unit'),
    // The longest first, so that the others fill the time beside it.
    { ...playwright(), needs: ['build'] },
    ...suites.map((name) => ({ ...vitest(name), needs: ['build', 'build without middleware'] })),
  ]
}

function hasTests(name) {
  const folder = inProject('tests', name)
  return Boolean(statSync(folder, { throwIfNoEntry: false })) && readdirSync(folder).length > 0
}

/** Something that passes or throws; it counts as one test. */
function check(name, work) {
  const run = async () => ({ passed: 1, failed: 0, output: String(await work()) })
  return { name, needs: [], run }
}

function tool(name, script, args) {
  return {
    name,
    needs: [],
    run: async () => {
      const { code, output } = await runTool(script, args)
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output }
    },
  }
}

function vitest(project) {
  const reportFile = inData('test-reports', `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json']
  return suite(project, 'vitest', reportFile, () =>
    runTool('vitest/vitest.mjs', [...args, `--outputFile.json=${reportFile}`]),
  )
}

function playwright() {
  const reportFile = inData('test-reports', 'e2e.json')
  return suite('e2e', 'playwright', reportFile, () =>
    runTool('@playwright/test/cli.js', ['test', '--reporter=line,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
    }),
  )
}

function suite(name, runner, reportFile, work) {
  return {
    name,
    needs: [],
    run: async () => {
      rmSync(reportFile, { force: true })
      mkdirSync(path.dirname(reportFile), { recursive: true })
      const { code, output } = await work()
      const counts = countTests(runner, reportFile)
      const verdict = judgeSuite(counts, code, { refuseSkipped })
      const logs = verdict.failed > 0 && name !== 'unit' ? readServerLogs(name) : ''
      return { ...verdict, output: `${output}${logs}`, failures: listFailures(runner, reportFile) }
    },
  }
}

// What the servers said may explain what the tests saw. Postgres' log holds every statement: too long to show.
function readServerLogs(suiteName) {
  const folder = path.join(dataFolder, 'test-logs', suiteName)
  if (!statSync(folder, { throwIfNoEntry: false })) return ''
  return readdirSync(folder)
    .filter((file) => file !== 'postgres.log')
    .map((file) => [file, lastLinesOf(path.join(folder, file))])
    .filter(([, text]) => text !== '')
    .map(([file, text]) => `\n--- ${path.join('.data/test-logs', suiteName, file)}\n${text}\n`)
    .join('')
}

function lastLinesOf(file) {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-25).join('\n')
}

function runTool(script, args, env = {}) {
  return run(findProjectNode(), [inProject('node_modules', script), ...args], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
}
