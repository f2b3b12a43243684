// OpenID Connect Core §4, OWASP ASVS 5.0 §7.6.2: whoever starts a login from outside chooses nothing about it: not the
// issuer, not the account, not silence, not the target. What never starts one is in tests/integration/login-start.test.ts.
import { expect, inject, test } from 'vitest'
import { startLogin, visit } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'

const stack = inject('stack')
const wishes = {
  ...{ iss: 'https://evil.example', issuer: 'https://evil.example', login_hint: 'ada@example.com' },
  ...{ target_link_uri: 'https://evil.example/', prompt: 'none', max_age: '0', acr_values: 'x' },
  ...{ redirect_uri: 'https://evil.example/', client_id: 'evil', scope: 'openid email calendar' },
  ...{ state: 'planted', nonce: 'planted', code_challenge: 'planted', response_mode: 'fragment' },
  ...{
    response_type: 'token',
    id_token_hint: 'x',
    request: 'x',
    request_uri: 'https://evil.example',
  },
}

test('a link from another site decides nothing of the request to the provider', async () => {
  for (const site of everySite(stack)) {
    const { authorizationUrl: plain, jar } = await startLogin(stack, { url: site })
    const address = `${site}/auth/google/login?${new URLSearchParams(wishes)}`
    const foreign = await visit(address, jar, { 'sec-fetch-site': 'cross-site' })
    // docs/decisions/0010: a link from outside leads to our own page, where a person decides.
    expect(new URL(foreign.headers.get('location')!).pathname).toBe('/login')
    expect(foreign.headers.getSetCookie()).toEqual([])
    const response = await visit(address, jar, { 'sec-fetch-site': 'same-origin' })
    const location = new URL(response.headers.get('location')!)
    expect(location.origin + location.pathname).toBe(plain.origin + plain.pathname)
    expect([...location.searchParams.keys()].sort()).toEqual([...plain.searchParams.keys()].sort())
    for (const [name, value] of location.searchParams) {
      if (['state', 'nonce', 'code_challenge'].includes(name)) expect(value).not.toBe('planted')
      else expect(value).toBe(plain.searchParams.get(name))
    }
  }
})
