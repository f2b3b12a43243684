import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

let rp: TestClient
beforeAll(async () => {
  rp = await TestClient.start()
})
afterAll(() => rp.google.close())

it('offers every persona with a grant to withdraw and each event to announce', async () => {
  await rp.login('ada')
  const response = await fetch(`${rp.issuer}/control`)
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(text).toContain('DEVELOPMENT')
  expect(text).toContain('Granted: openid, email, profile')
  for (const name of ['Ada Admin', 'account-disabled: hijacking', 'Withdraw the grant']) {
    expect(text).toContain(name)
  }
})

it('runs its own script and nothing else, in no frame', async () => {
  const response = await fetch(`${rp.issuer}/control`)
  const [, nonce] = /nonce-([\w+/=]+)'/.exec(response.headers.get('content-security-policy')!) ?? []
  const text = await response.text()
  expect(text.match(/<script/g)).toHaveLength(1)
  expect(text).toContain(`<script nonce="${nonce}">`)
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

it('names only controls that exist', async () => {
  const text = await (await fetch(`${rp.issuer}/control`)).text()
  const unescape = (part: string) => part.replaceAll('&quot;', '"').replaceAll('&#39;', "'")
  const buttons = [
    ...text.matchAll(/data-path="([^"]+)"(?:\s+data-method="(\w+)")?(?:\s+data-body="([^"]*)")?/g),
  ]
  expect(buttons.length).toBeGreaterThan(70)
  for (const [, path, method = 'POST', body] of buttons.slice(0, 25)) {
    const text = body ? unescape(body) : undefined
    const payload = text ? (JSON.parse(text) as Record<string, unknown>) : undefined
    const quiet = path === '/control/risc' ? { ...payload, deliver: false } : payload
    const response = await rp.control(method, path!.slice('/control/'.length), quiet)
    expect(response.status, `${method} ${path} ${text}`).toBe(200)
  }
})
