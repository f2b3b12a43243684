import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'
import type { RecordedRequest } from './request-log.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(() => rp.control('DELETE', 'requests'))
afterAll(() => rp.google.close())

async function getRequests(): Promise<RecordedRequest[]> {
  const response = await rp.control('GET', 'requests')
  return ((await response.json()) as { requests: RecordedRequest[] }).requests
}

it('records what a client asked, in order', async () => {
  const { access_token: accessToken } = await rp.getTokens('grace')
  const headers = { authorization: `Bearer ${accessToken}` }
  await fetch(`${rp.issuer}/v1/userinfo`, { headers })
  const requests = await getRequests()
  const seen = requests.map(({ endpoint, method, authScheme, status }) => ({
    endpoint,
    method,
    authScheme,
    status,
  }))
  expect(seen).toEqual([
    { endpoint: 'authorization', method: 'GET', authScheme: null, status: 303 },
    { endpoint: 'token', method: 'POST', authScheme: 'Basic', status: 200 },
    { endpoint: 'userinfo', method: 'GET', authScheme: 'Bearer', status: 200 },
  ])
  expect(requests[0]?.query).toMatchObject({
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    state: { length: 9 },
  })
  expect(requests[1]?.form).toMatchObject({ code_verifier: { length: 43 } })
})

it('holds no secret', async () => {
  const { callback } = await rp.login('grace')
  const code = callback.get('code') ?? ''
  const tokens = (await (await rp.exchange(code)).json()) as { access_token: string }
  const body = new URLSearchParams({ token: tokens.access_token })
  await fetch(`${rp.issuer}/revoke`, { method: 'POST', body })
  const text = JSON.stringify(await getRequests())
  for (const secret of [code, tokens.access_token, 'the nonce', 'the state']) {
    expect(text).not.toContain(secret)
  }
})

it('shows a parameter that was sent twice, and a token in a query', async () => {
  await fetch(`${rp.issuer}/v1/userinfo?access_token=secret&scope=a&scope=b`)
  const [request] = await getRequests()
  expect(request?.query).toMatchObject({ access_token: { length: 6 }, scope: ['a', 'b'] })
})
