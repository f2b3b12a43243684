import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

const scripts = import.meta.dirname

function runModule(source: string) {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: path.dirname(scripts),
    encoding: 'utf8',
    env: { PATH: process.env.PATH } as unknown as NodeJS.ProcessEnv,
  })
}

it('loads the modules of the site in a script, with what they import', () => {
  const { stdout, stderr } = runModule(`
    import { resolveTypeScript } from './scripts/typescript-modules.mjs'
    resolveTypeScript()
    const { toProblemResponse } = await import('./lib/http/problem.ts')
    const { openRefreshToken } = await import('./lib/session/refresh-token.ts')
    console.log(typeof toProblemResponse, typeof openRefreshToken)`)
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe('function function')
})

it('names the Node it needs where types cannot be stripped', () => {
  const { status, stderr } = runModule(`
    Object.defineProperty(process.features, 'typescript', { value: false })
    const { resolveTypeScript } = await import('./scripts/typescript-modules.mjs')
    resolveTypeScript()`)
  expect(stderr).toMatch(/^This command needs Node 22\.18 or newer; this is v\d+/)
  expect(status).toBe(1)
})
