// A Chromium for the end-to-end tests: the system's, Playwright's own, or one that is installed now.
import { existsSync } from 'node:fs'
import { Fault } from '../fault.mjs'
import { run, runNode } from './processes.mjs'
import { inProject } from './project.mjs'

const systemChromium = '/usr/bin/chromium'
const aptGet = '/usr/bin/apt-get'

export async function ensureBrowser() {
  if (existsSync(process.env.CHROMIUM_PATH ?? systemChromium)) return 'there'
  if (existsSync(await findPlaywrightChromium())) return 'there'
  if (process.getuid?.() === 0 && existsSync(aptGet) && (await installWithApt())) return 'installed'
  const { code, output } = await playwright(['install', 'chromium'])
  if (code === 0) return 'installed'
  throw new Fault(
    `There is no Chromium for the end-to-end tests, and it cannot be downloaded. Install one and set CHROMIUM_PATH to it, or run "npx playwright install chromium".\n\n${output.trim()}`,
  )
}

function findPlaywrightChromium() {
  const program =
    "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))"
  return runNode(['--eval', program], 'Asking Playwright for its browser')
}

async function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run(aptGet, ['update', '-q'], { env })
  if (update.code !== 0) return false
  const packages = ['chromium', 'fonts-liberation']
  const { code } = await run(aptGet, ['install', '-yq', '--no-install-recommends', ...packages], {
    env,
  })
  return code === 0 && existsSync(systemChromium)
}

function playwright(args) {
  return run(process.execPath, [inProject('node_modules/@playwright/test/cli.js'), ...args])
}
