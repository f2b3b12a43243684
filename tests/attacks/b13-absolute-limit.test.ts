// OWASP ASVS 7.3.2: the hard limit holds for access tokens too.
import { decodeJwt } from 'jose'
import { expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { refresh } from '../support/renewal.ts'

const stack = inject('stack')

test.each([
  { absoluteSeconds: 60, idleSeconds: 60, ageSeconds: 3_600 },
  { absoluteSeconds: 60, idleSeconds: 60, ageSeconds: 1 },
])('mints no access token that outlives its session (%o)', async (lifetimes) => {
  const session = await plantSession(stack, lifetimes)
  const response = await refresh(stack.replicaUrls[0], session.refreshToken)
  const { access_token, expires_in } = (await response.json()) as {
    access_token: string
    expires_in: number
  }
  const { iat, exp } = decodeJwt(access_token)
  expect(exp! - iat!).toBe(expires_in)
  expect(expires_in).toBeGreaterThan(50)
  expect(expires_in).toBeLessThanOrEqual(60)
})
