import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { applyFileVariables, readFileVariables } from './file-variables.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-file-variables-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileWith(content: string) {
  const file = path.join(folder, String(Math.random()))
  writeFileSync(file, content)
  return file
}

describe('settings given as files', () => {
  test('are read without their one trailing newline', () => {
    const { values, faults } = readFileVariables({ AUTH_SECRET_FILE: fileWith('s3cret \n\n') })
    expect(faults).toEqual([])
    expect(values).toEqual({ AUTH_SECRET: 's3cret \n' })
  })

  test('are a fault beside the setting itself', () => {
    const env = { DATABASE_URL: 'postgres://x', DATABASE_URL_FILE: fileWith('y') }
    expect(readFileVariables(env).faults).toEqual([
      'DATABASE_URL and DATABASE_URL_FILE are both set: keep one of them.',
    ])
  })

  test('name the variable and the file that cannot be read, every one at once', () => {
    const missing = path.join(folder, 'missing')
    const env = { AUTH_SECRET_FILE: missing, AUTH_GOOGLE_SECRET_FILE: folder }
    expect(readFileVariables(env).faults).toEqual([
      `AUTH_SECRET_FILE names ${missing}, which cannot be read (ENOENT).`,
      `AUTH_GOOGLE_SECRET_FILE names ${folder}, which cannot be read (EISDIR).`,
    ])
  })

  test('take the place of the file variable', () => {
    const env: Record<string, string> = { AUTH_SECRET_1_FILE: fileWith('former') }
    applyFileVariables(env)
    expect(env).toEqual({ AUTH_SECRET_1: 'former' })
  })

  test('leave other variables that end in _FILE alone', () => {
    expect(readFileVariables({ SSL_CERT_FILE: '/nowhere' })).toEqual({ values: {}, faults: [] })
  })
})
