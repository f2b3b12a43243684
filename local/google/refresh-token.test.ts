import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TestClient, type TokenAnswer } from './client-for-tests.ts'
import { calendarScope } from './scopes.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
beforeEach(() => rp.control('POST', 'forget-consents'))
afterAll(() => rp.google.close())

const offline = { access_type: 'offline' }

async function renew(refreshToken: string | undefined): Promise<TokenAnswer> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken ?? '' }
  return (await (await rp.askToken(form)).json()) as TokenAnswer
}

it('gives a refresh token at the first offline consent', async () => {
  expect((await rp.getTokens('grace', offline)).refresh_token).toMatch(/^1\/\//)
})

it('gives none at a later login', async () => {
  await rp.getTokens('grace', offline)
  expect(await rp.getTokens('grace', offline)).not.toHaveProperty('refresh_token')
})

it('gives one again with prompt=consent', async () => {
  await rp.getTokens('grace', offline)
  const again = await rp.getTokens('grace', { ...offline, prompt: 'consent' })
  expect(again.refresh_token).toBeDefined()
})

it('gives one for newly consented scopes', async () => {
  await rp.getTokens('grace', offline)
  const more = { ...offline, scope: `openid ${calendarScope}` }
  expect((await rp.getTokens('grace', more)).refresh_token).toBeDefined()
})

it('gives none without access_type=offline', async () => {
  expect(await rp.getTokens('grace')).not.toHaveProperty('refresh_token')
  expect(await rp.getTokens('grace', { prompt: 'consent' })).not.toHaveProperty('refresh_token')
})

it('renews with the same refresh token again and again, without repeating it', async () => {
  const { refresh_token: refreshToken, access_token: first } = await rp.getTokens('grace', offline)
  const second = await renew(refreshToken)
  const third = await renew(refreshToken)
  expect(new Set([first, second.access_token, third.access_token]).size).toBe(3)
  expect(second).not.toHaveProperty('refresh_token')
  expect((await rp.verify(second.id_token)).sub).toBe('108642000000000000029')
})

it('answers invalid_grant once the grant is withdrawn', async () => {
  const { refresh_token: refreshToken } = await rp.getTokens('rosalind', offline)
  const response = await rp.control('POST', 'withdraw-grant', { persona: 'rosalind' })
  expect(await response.json()).toEqual({ withdrawn: 1 })
  expect((await renew(refreshToken)).error).toBe('invalid_grant')
  expect((await rp.login('rosalind')).consentShown).toBe(true)
})

it('rotates the refresh token when told to, and honours the new one', async () => {
  const { refresh_token: first } = await rp.getTokens('grace', offline)
  await rp.set({ tokens: { rotateRefreshTokens: true } })
  const { refresh_token: second } = await renew(first)
  expect(second).toMatch(/^1\/\//)
  expect(second).not.toBe(first)
  expect(await renew(second)).toHaveProperty('access_token')
  await rp.set({ tokens: null })
})

it('gives access tokens the life that is set', async () => {
  await rp.set({ tokens: { accessTokenSeconds: 7 } })
  const { refresh_token: refreshToken, expires_in: seconds } = await rp.getTokens('grace', offline)
  expect([seconds, (await renew(refreshToken)).expires_in]).toEqual([7, 7])
  await rp.set({ tokens: null })
})
