// `npm run bench`: Gatehouse and its peers side by side on this machine, written to bench/results/. A figure counts as a
// ratio of medians within one run; absolute numbers say more about the machine.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Fault } from '../local/fault.mjs'
import { buildWithEmptyMiddleware } from '../local/cli/no-middleware.mjs'
import { buildSite, generateClient, installPackages } from '../local/cli/prepare.mjs'
import { run, runNode, stopAll } from '../local/cli/processes.mjs'
import { dataFolder, findProjectNode } from '../local/cli/project.mjs'
import { step } from '../local/cli/progress.mjs'

const benchFolder = import.meta.dirname
const peers = ['bare', 'authjs', 'better-auth']

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await stopAll()
    process.exit(130)
  })

try {
  await prepare()
  // With the Node that came with the packages: what runs this script may be older.
  const { code } = await run(findProjectNode(), [path.join(benchFolder, 'benchmarks.mjs')], {
    show: true,
  })
  process.exitCode = code
} catch (error) {
  process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`)
  process.exitCode = 1
}
await stopAll()
process.exit()

async function prepare() {
  await step('installing packages', installPackages)
  await step('installing the peers', installPeers)
  await step('generating the database client', generateClient)
  await step('building the site', buildSite)
  await step('building it with an empty middleware', buildWithEmptyMiddleware)
  for (const peer of peers) await step(`building ${peer}`, () => buildPeer(peer))
  const data = path.join(dataFolder, 'bench')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
}

async function installPeers() {
  if (existsSync(path.join(benchFolder, 'node_modules/.package-lock.json'))) return 'up to date'
  const { code, output } = await run('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: benchFolder,
  })
  if (code !== 0) throw new Fault(`The peers could not be installed:\n\n${output}`)
}

async function buildPeer(peer) {
  const cwd = path.join(benchFolder, 'peers', peer)
  if (existsSync(path.join(cwd, '.next/BUILD_ID'))) return 'up to date'
  const secret = randomBytes(32).toString('base64')
  await runNode(
    [path.join(benchFolder, 'node_modules/next/dist/bin/next'), 'build'],
    `The build of ${peer}`,
    {
      cwd,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        AUTH_SECRET: secret,
        BETTER_AUTH_SECRET: secret,
        BETTER_AUTH_URL: 'http://127.0.0.1',
      },
    },
  )
}
