// The smallest app that the framework makes: a layout, a page and a link. What a browser loads of it is the framework's own
// share of every page of ours (tests/e2e/javascript-size.spec.ts). It lies below .data with hard links of the few packages
// it needs: Next takes no link that leads out of its root.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf, unlessDone } from './fingerprint.mjs'
import { linkTree } from './no-middleware.mjs'
import { buildEnvironment } from './prepare.mjs'
import { runNode, startNode } from './processes.mjs'
import { inData, inProject } from './project.mjs'

const folder = inData('bare-app')
const nextProgram = path.join(folder, 'node_modules/next/dist/bin/next')

const sources = {
  'package.json': JSON.stringify({ name: 'bare-app', private: true, type: 'module' }),
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(folder)} } }\n`,
  'app/layout.js': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}
`,
  'app/page.js': `import Link from 'next/link'

export default function Page() {
  return <main><h1>Bare</h1><Link href="/other" prefetch={false}>Other</Link></main>
}
`,
  // What Lighthouse starts from (tests/lighthouse/audit-page.ts).
  'public/blank.txt': '',
}

export function buildBareApp() {
  return unlessDone(
    path.join(folder, '.next/gatehouse-inputs'),
    fingerprintOf(['package-lock.json', 'local/cli/bare-app.mjs']),
    () => existsSync(path.join(folder, '.next/BUILD_ID')),
    async () => {
      rmSync(folder, { recursive: true, force: true })
      for (const [name, text] of Object.entries(sources)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
        writeFileSync(path.join(folder, name), text)
      }
      for (const name of packagesOf(['next', 'react', 'react-dom'])) {
        linkTree(inProject('node_modules', name), path.join(folder, 'node_modules', name))
      }
      await runNode([nextProgram, 'build'], 'The build of the bare app', {
        cwd: folder,
        env: buildEnvironment(),
      })
    },
  )
}

/** The app as `next start` serves it; wait until it answers. */
export function startBareApp(port, logFile) {
  return startNode('The bare app', [nextProgram, 'start', '--port', String(port)], {
    cwd: folder,
    env: buildEnvironment(),
    logFile,
  })
}

/** The packages and all that they need, as far as it is installed: not every optional one is, on every system. */
function packagesOf(names) {
  const found = new Set()
  const pending = [...names]
  for (const name of pending) {
    const file = inProject('node_modules', name, 'package.json')
    if (found.has(name) || !existsSync(file)) continue
    found.add(name)
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    pending.push(...Object.keys(dependencies), ...Object.keys(optionalDependencies))
  }
  return found
}
