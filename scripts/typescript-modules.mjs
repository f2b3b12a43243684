// Lets a script of `scripts/` load the site's own modules as they are, so that no rule is written twice: Node strips the
// types, and this resolves what only a bundler knows: `@/…`, imports without an ending, and `server-only`.
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'

const root = new URL('..', import.meta.url)
const emptyModule = 'data:text/javascript,'

/** To be called before the first `await import('../lib/….ts')`. Ends the process on a Node that cannot do this. */
export function resolveTypeScript() {
  if (!process.features.typescript || !nodeModule.registerHooks) {
    process.stderr.write(
      `This command needs Node 22.18 or newer; this is ${process.version}. "npm start" and "npm run migrate" do not.\n`,
    )
    process.exit(1)
  }
  nodeModule.registerHooks({ resolve })
}

function resolve(specifier, context, nextResolve) {
  if (specifier === 'server-only') return { url: emptyModule, shortCircuit: true }
  const base = baseOf(specifier, context.parentURL)
  return nextResolve(base && existsSync(new URL(`${base}.ts`)) ? `${base}.ts` : specifier, context)
}

function baseOf(specifier, parentUrl) {
  if (specifier.startsWith('@/')) return new URL(specifier.slice(2), root)
  return /^\.\.?\//.test(specifier) ? new URL(specifier, parentUrl) : null
}
