import { describe, expect, it } from 'vitest'
import { toRetryAfterSeconds } from './refresh-request'

describe('toRetryAfterSeconds', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    [null, null],
    ['', null],
    ['30', 30],
    [' 30 ', 30],
    ['Thu, 01 Jan 2026 00:00:12 GMT', 12],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['86400', 300],
    ['later', null],
  ])('reads %j as %j', (header, seconds) => {
    expect(toRetryAfterSeconds(header, now)).toBe(seconds)
  })
})
