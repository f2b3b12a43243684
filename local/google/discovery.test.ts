import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
afterAll(() => rp.google.close())

async function getDiscovery(): Promise<Record<string, unknown>> {
  const response = await fetch(`${rp.issuer}/.well-known/openid-configuration`)
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}

it('describes itself with the paths of Google', async () => {
  expect(await getDiscovery()).toMatchObject({
    issuer: rp.issuer,
    authorization_endpoint: `${rp.issuer}/o/oauth2/v2/auth`,
    token_endpoint: `${rp.issuer}/token`,
    userinfo_endpoint: `${rp.issuer}/v1/userinfo`,
    revocation_endpoint: `${rp.issuer}/revoke`,
    jwks_uri: `${rp.issuer}/oauth2/v3/certs`,
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['plain', 'S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  })
})

it('does not advertise the issuer parameter of its callbacks', async () => {
  expect(await getDiscovery()).not.toHaveProperty('authorization_response_iss_parameter_supported')
})

it('publishes public keys only', async () => {
  const response = await fetch(`${rp.issuer}/oauth2/v3/certs`)
  const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
})

it('changes its document where told to, as many times as told to', async () => {
  const changes = { merge: { issuer: 'https://else.example' }, remove: ['jwks_uri'], times: 1 }
  await rp.set({ discovery: changes })
  const altered = await getDiscovery()
  expect(altered.issuer).toBe('https://else.example')
  expect(altered).not.toHaveProperty('jwks_uri')
  expect((await getDiscovery()).issuer).toBe(rp.issuer)
})
