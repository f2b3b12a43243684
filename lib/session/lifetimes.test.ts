import { describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

setEnvironment({ SESSION_IDLE_SECONDS: '100', SESSION_ABSOLUTE_SECONDS: '1000' })
const { sessionExpiry } = await import('./lifetimes')
const { accessTokenLifetime } = await import('./access-token')

const createdAt = Date.UTC(2030, 0, 1)

/** A UUID version 7 of that moment. */
function sessionIdOf(milliseconds: number): string {
  const hex = milliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab`
}

describe('the end of a session', () => {
  it.each([
    ['the idle limit after its beginning', 0, 100],
    ['the idle limit after its last renewal', 500, 600],
    ['the absolute limit where that comes first', 950, 1_000],
    ['the absolute limit, also for a renewal at the very end', 1_000, 1_000],
  ])('is %s', (_, renewedAfter, endsAfter) => {
    const expiry = sessionExpiry(sessionIdOf(createdAt), createdAt / 1_000 + renewedAfter)
    expect(expiry).toEqual(new Date(createdAt + endsAfter * 1_000))
  })
})

describe('the life of an access token', () => {
  it('is at most half the idle limit, so that nobody who is there idles out behind it', () => {
    expect(accessTokenLifetime(1_000)).toBe(50)
  })

  it('ends with the session at the latest', () => {
    expect(accessTokenLifetime(49)).toBe(49)
    expect(accessTokenLifetime(0)).toBe(1)
  })
})
