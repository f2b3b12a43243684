import { describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'
import type { GoogleClaims } from './id-token'

function claims(changed: Partial<GoogleClaims> = {}): GoogleClaims {
  return {
    ...{ sub: '1', email: 'ada@example.com', email_verified: true, iat: 0, nonce: 'n', aud: 'a' },
    ...changed,
    __verified: true,
  }
}

async function policyWith(environment: { AUTH_GOOGLE_HD?: string; ADMIN_EMAILS?: string } = {}) {
  setEnvironment(environment)
  return import('./sign-in-policy')
}

function refusal(reason: string) {
  return expect.objectContaining({ code: reason })
}

describe('who may sign in', () => {
  it('is anybody with a verified address', async () => {
    const { requireAllowed } = await policyWith()
    expect(() => requireAllowed(claims())).not.toThrow()
    expect(() => requireAllowed(claims({ hd: 'anywhere.example' }))).not.toThrow()
  })

  it.each([false, undefined])('is nobody whose address has email_verified %j', async (verified) => {
    const { requireAllowed } = await policyWith()
    expect(() => requireAllowed(claims({ email_verified: verified }))).toThrow(
      refusal('email_unverified'),
    )
  })

  it('with a Workspace domain is only who Google says belongs to it', async () => {
    const { requireAllowed } = await policyWith({ AUTH_GOOGLE_HD: 'example.com' })
    expect(() => requireAllowed(claims({ hd: 'example.com' }))).not.toThrow()
    expect(() =>
      requireAllowed(claims({ email: 'ada@alias.example', hd: 'example.com' })),
    ).not.toThrow()
  })

  it.each([undefined, '', 'evil.example', 'example.com.evil.example', 'sub.example.com'])(
    'with a Workspace domain is nobody whose domain is %j, however the address ends',
    async (hd) => {
      const { requireAllowed } = await policyWith({ AUTH_GOOGLE_HD: 'example.com' })
      expect(() => requireAllowed(claims({ hd, email: 'ada@example.com' }))).toThrow(
        refusal('domain_not_allowed'),
      )
    },
  )
})

describe('the admin role', () => {
  it('goes to the addresses listed, in whatever case', async () => {
    const { roleOf } = await policyWith({ ADMIN_EMAILS: 'root@example.com, Ada@Example.com' })
    expect(roleOf(claims())).toBe('admin')
    expect(roleOf(claims({ email: 'ADA@EXAMPLE.COM' }))).toBe('admin')
  })

  it.each(['ada@example.co', 'xada@example.com', 'ada+admin@example.com', 'ada@sub.example.com'])(
    'does not go to %s',
    async (email) => {
      const { roleOf } = await policyWith({ ADMIN_EMAILS: 'ada@example.com' })
      expect(roleOf(claims({ email }))).toBe('user')
    },
  )

  it('goes to nobody where nobody is listed', async () => {
    const { roleOf } = await policyWith()
    expect(roleOf(claims())).toBe('user')
  })
})
