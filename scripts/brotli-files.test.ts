import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { brotliFolderOf, compressStaticFiles, staticFolderOf } from './brotli-files.mjs'

test('each script, style and drawing is compressed, and nothing else', async () => {
  const distDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-build-'))
  const inStatic = (name: string) => path.join(staticFolderOf(distDir), name)
  const inBrotli = (name: string) => path.join(brotliFolderOf(distDir), name)
  mkdirSync(inStatic('chunks'), { recursive: true })
  mkdirSync(inStatic('media'))
  const texts = { 'chunks/a.js': 'run("é")', 'chunks/b.css': 'a{}', 'media/c.svg': '<svg/>' }
  for (const [name, text] of Object.entries(texts)) writeFileSync(inStatic(name), text)
  mkdirSync(inStatic('build-id'))
  const left = ['media/d.woff2', 'build-id/_buildManifest.js']
  for (const name of left) writeFileSync(inStatic(name), 'as it is')
  mkdirSync(inBrotli('chunks'), { recursive: true })
  writeFileSync(inBrotli('chunks/of-another-build.js'), 'old')
  await compressStaticFiles({ distDir })
  for (const [name, text] of Object.entries(texts))
    expect(String(brotliDecompressSync(readFileSync(inBrotli(name))))).toBe(text)
  for (const name of [...left, 'chunks/of-another-build.js'])
    expect(existsSync(inBrotli(name))).toBe(false)
})
