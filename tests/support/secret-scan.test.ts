import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { findLeaks, hasGoogleToken } from './secret-scan'

it.each(['ya29.a0AbCd', '{"token":"1//0abcdef"}', 'refresh_token=1//0g-xy'])(
  'finds the token in %s',
  (text) => expect(hasGoogleToken(text)).toBe(true),
)

it.each(['https://127.0.0.1//x', 'http://a/1//abc', 'ya29', '[redacted]', '11//x'])(
  'finds none in %s',
  (text) => expect(hasGoogleToken(text)).toBe(false),
)

it('names the file and the line of a log, and never what stands there', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secret-scan-'))
  try {
    writeFileSync(path.join(folder, 'site.log'), 'fine\ntoken ya29.leaked\n')
    writeFileSync(path.join(folder, 'google.log'), 'ya29.its-own\n')
    expect(findLeaks(folder)).toEqual(['site.log:2'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
