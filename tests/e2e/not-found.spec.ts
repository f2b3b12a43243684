import { expect, test } from '../support/e2e/test.ts'

test('an address that leads nowhere gets a page, with a policy its scripts obey', async ({
  page,
  expectConsole,
}) => {
  expectConsole(/status of 404 .*\/nowhere/)
  const response = await page.goto('/nowhere')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  const policy = response?.headers()['content-security-policy']
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy ?? '')?.[1]
  expect(nonce).toBeTruthy()
  const nonces = await page
    .locator('script')
    .evaluateAll((scripts) => scripts.map((script) => (script as HTMLScriptElement).nonce))
  expect(new Set(nonces)).toEqual(new Set([nonce]))
})

test('each answer has a nonce of its own', async ({ page }) => {
  const policyOf = async () => (await page.goto('/'))?.headers()['content-security-policy']
  const first = await policyOf()
  expect(first).toContain("'nonce-")
  expect(await policyOf()).not.toBe(first)
})
