import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
afterAll(() => rp.google.close())

const offline = { access_type: 'offline', prompt: 'consent' }

async function getUserinfoStatus(accessToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await fetch(`${rp.issuer}/v1/userinfo`, { headers })).status
}

it('withdraws the whole grant by a refresh token in the form', async () => {
  const first = await rp.getTokens('grace', offline)
  const second = await rp.getTokens('grace', offline)
  const body = new URLSearchParams({ token: second.refresh_token ?? '' })
  expect((await fetch(`${rp.issuer}/revoke`, { method: 'POST', body })).status).toBe(200)
  expect(await getUserinfoStatus(first.access_token)).toBe(401)
  const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' }
  expect(await (await rp.askToken(form)).json()).toMatchObject({ error: 'invalid_grant' })
  expect((await rp.login('grace')).consentShown).toBe(true)
})

it('withdraws the whole grant by an access token in the query', async () => {
  const { access_token: accessToken } = await rp.getTokens('grace')
  const url = `${rp.issuer}/revoke?token=${encodeURIComponent(accessToken)}`
  expect((await fetch(url, { method: 'POST' })).status).toBe(200)
  expect(await getUserinfoStatus(accessToken)).toBe(401)
})

it('leaves the grants of others alone', async () => {
  const ada = await rp.getTokens('ada')
  const grace = await rp.getTokens('grace')
  const body = new URLSearchParams({ token: grace.access_token })
  await fetch(`${rp.issuer}/revoke`, { method: 'POST', body })
  expect(await getUserinfoStatus(ada.access_token)).toBe(200)
})

it('answers 400 to a token that is unknown or missing, and nothing but POST', async () => {
  const body = new URLSearchParams({ token: 'ya29.unknown' })
  const response = await fetch(`${rp.issuer}/revoke`, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: 'invalid_token' })
  expect((await fetch(`${rp.issuer}/revoke`, { method: 'POST' })).status).toBe(400)
  expect((await fetch(`${rp.issuer}/revoke?token=x`)).status).toBe(405)
})
