import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addCompileHints, compileHint } from './compile-hints.mjs'

test('each script begins with the hint, once, and nothing else changes', async () => {
  const distDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-chunks-'))
  const inChunks = (name: string) => path.join(distDir, 'static/chunks', name)
  mkdirSync(inChunks(''), { recursive: true })
  writeFileSync(inChunks('page.js'), 'run("é")\n')
  writeFileSync(inChunks('page.css'), 'a{}')
  await addCompileHints({ distDir })
  await addCompileHints({ distDir })
  expect(readFileSync(inChunks('page.js'), 'utf8')).toBe(`${compileHint}run("é")\n`)
  expect(readFileSync(inChunks('page.css'), 'utf8')).toBe('a{}')
})
