// The steps from a fresh clone to something that can be started: packages, generated client, build. Each is skipped when
// nothing it depends on has changed.
import { existsSync, statSync } from 'node:fs'
import { Fault } from '../fault.mjs'
import { fingerprintOf, unlessDone } from './fingerprint.mjs'
import { run, runNode } from './processes.mjs'
import { inData, inProject } from './project.mjs'

const buildInputs = [
  ...['app', 'components', 'lib', 'messages', 'public', 'middleware.ts', 'instrumentation.ts'],
  ...[
    'instrumentation-node.ts',
    'next.config.ts',
    'postcss.config.mjs',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  ...['package.json', 'package-lock.json', 'prisma/schema.prisma'],
  ...['scripts/compile-hints.mjs', 'scripts/brotli-files.mjs'],
]

export const fingerprintOfBuild = (salt) => fingerprintOf(buildInputs, salt)

export function installPackages() {
  const lock = inProject('package-lock.json')
  const installed = inProject('node_modules/.package-lock.json')
  // Somebody may have run `npm install` by hand: then npm's own record is younger than the lock.
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs) {
    return 'up to date'
  }
  return unlessDone(
    inProject('node_modules/.gatehouse-installed'),
    fingerprintOf(['package.json', 'package-lock.json']),
    () => existsSync(installed),
    runNpmInstall,
  )
}

async function runNpmInstall() {
  // --include=dev: with NODE_ENV=production npm would leave the development tools out.
  const args = ['install', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const isWindows = process.platform === 'win32'
  const { code, output } = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args])
    : await run(isWindows ? 'npm.cmd' : 'npm', args)
  if (code !== 0) throw new Fault(sentenceOfInstall(output))
}

function sentenceOfInstall(output) {
  if (/ENOSPC/.test(output)) {
    return 'The disk is full: the packages need about 1 GB. Make room and try again.'
  }
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|network/i.test(output)) {
    return `The package registry cannot be reached. Check the network, and what "npm config get registry" says, and try again.\n\n${lastLinesOf(output)}`
  }
  return `"npm install" failed:\n\n${lastLinesOf(output)}`
}

function lastLinesOf(output) {
  return output.trimEnd().split('\n').slice(-20).join('\n')
}

export function generateClient() {
  return unlessDone(
    inData('generated'),
    fingerprintOf(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']),
    () => existsSync(inProject('lib/db/generated/client.ts')),
    () => runNode([inProject('node_modules/prisma/build/index.js'), 'generate'], 'prisma generate'),
  )
}

export function buildSite() {
  return unlessDone(
    inProject('.next/gatehouse-inputs'),
    fingerprintOfBuild(),
    () => existsSync(inProject('.next/BUILD_ID')),
    () =>
      runNode([inProject('node_modules/next/dist/bin/next'), 'build'], 'The build', {
        env: buildEnvironment(),
      }),
  )
}

export function buildEnvironment() {
  return { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
}
