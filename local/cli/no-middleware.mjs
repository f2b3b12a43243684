// The guarantee that middleware.ts is not the only lock is tested on a build without it, made from a copy of the sources
// below .data. The copy has its own node_modules, of hard links: Next looks for middleware.ts in every folder from the
// application up to the root of its module graph, so the project itself must lie outside that root.
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fingerprintOf, unlessDone } from './fingerprint.mjs'
import { buildEnvironment, fingerprintOfBuild } from './prepare.mjs'
import { runNode } from './processes.mjs'
import { inData, inProject } from './project.mjs'

export const noMiddlewareFolder = inData('no-middleware')

// For the benchmarks: what the framework's own middleware costs, so that ours can be told from it.
export const emptyMiddlewareFolder = inData('empty-middleware')
const emptyMiddleware = `import { NextResponse } from 'next/server'

export const config = { matcher: ['/api/:path*', '/auth/me'] }

export function middleware() {
  return NextResponse.next()
}
`

const copied = [
  ...['app', 'components', 'lib', 'messages', 'public', 'prisma', 'scripts', 'instrumentation.ts'],
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
  return buildCopy(noMiddlewareFolder, 'The build without middleware.ts', null)
}

export function buildWithEmptyMiddleware() {
  return buildCopy(emptyMiddlewareFolder, 'The build with an empty middleware.ts', emptyMiddleware)
}

function buildCopy(folder, what, middleware) {
  return unlessDone(
    path.join(folder, '.next/gatehouse-inputs'),
    fingerprintOfBuild(what),
    () => existsSync(path.join(folder, '.next/BUILD_ID')),
    async () => {
      copySources(folder)
      if (middleware) writeFileSync(path.join(folder, 'middleware.ts'), middleware)
      await linkPackages(folder)
      await runNode([path.join(folder, 'node_modules/next/dist/bin/next'), 'build'], what, {
        cwd: folder,
        env: buildEnvironment(),
      })
    },
  )
}

function copySources(folder) {
  mkdirSync(folder, { recursive: true })
  for (const name of copied) {
    const target = path.join(folder, name)
    rmSync(target, { recursive: true, force: true })
    if (existsSync(inProject(name)))
      cpSync(inProject(name), target, { recursive: true, filter: isNoTest })
  }
}

// The build checks the types of all it finds, and tests import what is not copied.
function isNoTest(file) {
  return !/\.test\.tsx?$/.test(file)
}

function linkPackages(folder) {
  const target = path.join(folder, 'node_modules')
  return unlessDone(
    path.join(folder, 'linked'),
    fingerprintOf(['package-lock.json']),
    () => existsSync(target),
    () => {
      rmSync(target, { recursive: true, force: true })
      linkTree(inProject('node_modules'), target)
    },
  )
}

/** The folder again, its files as hard links. */
export function linkTree(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isFile()) linkSync(source, target)
    else cpSync(source, target, { verbatimSymlinks: true })
  }
}
