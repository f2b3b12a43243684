// RFC 9700 §2.1.1, RFC 7636 §4 and §7.1: what an authorization request carries.
import { describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const checks = ['state', 'nonce', 'code_challenge'] as const
// 128 bits in base64url.
const minLength = 22

describe('an authorization request', () => {
  it('has a state, a nonce and an S256 challenge of its own, a hundred times', async () => {
    const seen = new Set<string>()
    for (let turn = 0; turn < 100; turn += 1) {
      const { authorizationUrl } = await startLogin(stack)
      const query = authorizationUrl.searchParams
      expect(query.get('code_challenge_method')).toBe('S256')
      expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
      for (const check of checks) {
        expect(query.get(check)!.length).toBeGreaterThanOrEqual(minLength)
        seen.add(query.get(check)!)
      }
    }
    expect(seen.size).toBe(100 * checks.length)
  })

  it('asks for identity only, by code, to the one callback', async () => {
    const { authorizationUrl } = await startLogin(stack)
    expect(Object.fromEntries(authorizationUrl.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: stack.clientId,
      redirect_uri: `${stack.authUrl}/auth/callback/google`,
      scope: 'openid email profile',
      access_type: 'offline',
    })
    expect(authorizationUrl.href).not.toContain(stack.clientSecret)
  })

  it('is followed by a token request with the verifier of its challenge, and client_secret_basic', async () => {
    const { authorizationUrl, jar } = await startLogin(stack)
    const challenge = authorizationUrl.searchParams.get('code_challenge')!
    const callback = await google.approve(authorizationUrl.href)
    await google.clearRequests()
    await finishLogin(stack, callback, { jar })

    const [request, ...more] = await google.requests('token')
    expect(more).toEqual([])
    expect(request).toMatchObject({ authScheme: 'Basic', status: 200 })
    expect(request!.form).not.toHaveProperty('client_secret')
    // The log shows a secret's length and the head of its SHA-256; the challenge is that SHA-256 (RFC 7636 §4.2).
    const sha256 = Buffer.from(challenge, 'base64url').toString('hex').slice(0, 16)
    const { code_verifier: verifier } = request!.form as Record<string, { length: number }>
    expect(verifier).toMatchObject({ sha256 })
    expect(verifier!.length).toBeGreaterThanOrEqual(43)
  })
})
