import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
afterAll(() => rp.google.close())

/** fetch does not let a Host header be set. */
function getStatusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'x-local-google-control': '1' }
    request(`${rp.issuer}/control/state`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

it('refuses a caller without the header, and answers no preflight', async () => {
  expect((await fetch(`${rp.issuer}/control/state`)).status).toBe(403)
  const preflight = await fetch(`${rp.issuer}/control/state`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
  })
  expect(preflight.status).toBe(403)
  expect(preflight.headers.has('access-control-allow-origin')).toBe(false)
})

it('refuses a host that is not a loopback one', async () => {
  expect(await getStatusWithHost('evil.example')).toBe(403)
  expect(await getStatusWithHost('localhost:1234')).toBe(200)
})

it('refuses settings that it does not know, and says which', async () => {
  const response = await rp.control('PATCH', 'state', { endpoints: { jwks: { delay: 1 } } })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('delay')
  expect((await rp.control('PATCH', 'state', { idToken: { signature: 'x' } })).status).toBe(400)
  expect((await rp.control('POST', 'nothing')).status).toBe(404)
})

it('merges settings part by part, clears one by null, and resets all', async () => {
  await rp.set({ endpoints: { jwks: { delayMs: 1 } }, idToken: { omit: true } })
  await rp.set({ endpoints: { token: { delayMs: 2 } }, idToken: null })
  const state = await (await rp.control('GET', 'state')).json()
  expect(state).toMatchObject({
    issuer: rp.issuer,
    settings: { endpoints: { jwks: { delayMs: 1 }, token: { delayMs: 2 } } },
  })
  expect((state as { settings: object }).settings).not.toHaveProperty('idToken')
  const reset = await (await rp.control('DELETE', 'state')).json()
  expect(reset).toMatchObject({ settings: { endpoints: {}, personas: {} } })
})

it('names what each persona has granted', async () => {
  await rp.login('ada')
  const state = (await (await rp.control('GET', 'state')).json()) as {
    personas: { id: string; granted: string[] }[]
  }
  const ada = state.personas.find(({ id }) => id === 'ada')
  expect(ada?.granted).toEqual(['openid', 'email', 'profile'])
})

it('logs in only at its own authorization endpoint', async () => {
  const body = { authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth', persona: 'ada' }
  expect((await rp.control('POST', 'login', body)).status).toBe(400)
})
