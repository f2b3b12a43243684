// The guarantee that middleware.ts is not the only lock is tested on a build without it, made from a copy of the sources
// below .data. The copy has its own node_modules, of hard links: Next looks for middleware.ts in every folder from the
// application up to the root of its module graph, so the project itself must lie outside that root.
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf, unlessDone } from './fingerprint.mjs'
import { buildEnvironment, fingerprintOfBuild } from './prepare.mjs'
import { runNode } from './processes.mjs'
import { inData, inProject } from './project.mjs'

export const noMiddlewareFolder = inData('no-middleware')

const copied = [
  ...['app', 'components', 'lib', 'public', 'prisma', 'scripts', 'instrumentation.ts'],
  ...[
    'instrumentation-node.ts',
    'next.config.ts',
    'postcss.config.mjs',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  ...['package.json', 'prisma.config.ts'],
]

export function buildWithoutMiddleware() {
  return unlessDone(
    path.join(noMiddlewareFolder, '.next/gatehouse-inputs'),
    fingerprintOfBuild('without middleware'),
    () => existsSync(path.join(noMiddlewareFolder, '.next/BUILD_ID')),
    async () => {
      copySources()
      await linkPackages()
      await runNode(
        [path.join(noMiddlewareFolder, 'node_modules/next/dist/bin/next'), 'build'],
        'The build without middleware.ts',
        { cwd: noMiddlewareFolder, env: buildEnvironment() },
      )
    },
  )
}

function copySources() {
  mkdirSync(noMiddlewareFolder, { recursive: true })
  for (const name of copied) {
    const target = path.join(noMiddlewareFolder, name)
    rmSync(target, { recursive: true, force: true })
    if (existsSync(inProject(name)))
      cpSync(inProject(name), target, { recursive: true, filter: isNoTest })
  }
}

// The build checks the types of all it finds, and tests import what is not copied.
function isNoTest(file) {
  return !/\.test\.tsx?$/.test(file)
}

function linkPackages() {
  const target = path.join(noMiddlewareFolder, 'node_modules')
  return unlessDone(
    path.join(noMiddlewareFolder, 'linked'),
    fingerprintOf(['package-lock.json']),
    () => existsSync(target),
    () => {
      rmSync(target, { recursive: true, force: true })
      linkTree(inProject('node_modules'), target)
    },
  )
}

function linkTree(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isFile()) linkSync(source, target)
    else cpSync(source, target, { verbatimSymlinks: true })
  }
}
