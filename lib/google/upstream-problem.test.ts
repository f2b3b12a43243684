import { beforeEach, describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

const now = new Date('2026-01-01T00:00:00Z')
const secret = 'File not found: 1secretFileId, owner boss@example.com'

async function problemOf(status: number, body: unknown = secret, headers = {}) {
  const { toUpstreamProblem } = await import('./upstream-problem')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const isNull = [204, 304].includes(status)
  return toUpstreamProblem(new Response(isNull ? null : text, { status, headers }), 'calendar', now)
}

beforeEach(() => {
  setEnvironment()
})

describe('an answer of Google that is no success', () => {
  it.each([
    [400, 'google_request_refused'],
    [403, 'google_forbidden'],
    [404, 'not_found'],
    [409, 'google_conflict'],
    [410, 'not_found'],
    [412, 'google_conflict'],
    [422, 'google_request_refused'],
    [429, 'google_rate_limited'],
    [500, 'google_failed'],
    [501, 'google_failed'],
    [502, 'google_failed'],
    [503, 'service_unavailable'],
    [504, 'google_timeout'],
    [302, 'google_failed'],
    [307, 'google_failed'],
  ])('%i becomes %s, without a word of Google’s', async (status, code) => {
    const problem = await problemOf(status)
    expect(problem.code).toBe(code)
    expect(JSON.stringify([problem.message, problem.detail, problem.faults])).not.toMatch(/secret/)
  })

  it.each([
    { errors: [{ reason: 'insufficientPermissions' }] },
    { details: [{ '@type': 'x', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] },
  ])('403 for want of a permission says which, and where to grant it: %j', async (error) => {
    const problem = await problemOf(403, { error })
    expect(problem.code).toBe('google_scope_required')
    expect(problem.connectUrl).toBe('https://shop.example.com/auth/google/connect?scope=calendar')
  })

  it.each(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'])(
    '403 with the reason %s is a limit',
    async (reason) => {
      const problem = await problemOf(403, { error: { errors: [null, 1, { reason }] } })
      expect(problem.code).toBe('google_rate_limited')
    },
  )

  it.each(['{', '[]', '{"error":"x"}', '{"error":{"errors":{}}}', 'x'.repeat(100_000)])(
    '403 with a body like %.20s is a plain refusal',
    async (body) => expect((await problemOf(403, body)).code).toBe('google_forbidden'),
  )

  it.each([
    ['30', 30],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['99999999', 86_400],
    ['soon', undefined],
    ['-5x', undefined],
  ])('keeps Retry-After %j', async (value, seconds) => {
    for (const status of [429, 503]) {
      const problem = await problemOf(status, '', { 'retry-after': value })
      expect(problem.retryAfterSeconds).toBe(seconds)
    }
  })
})
