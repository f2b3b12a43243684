// Covers B3, B4, D1.
import type { BrowserContext, Page } from '@playwright/test'
import { ProductsPage } from '../support/e2e/products-page.ts'
import { accessTokenOf, refreshTokenOf } from '../support/e2e/session-cookies.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

// Enough of a token to know it by, also where it was cut or encoded.
const tellingLength = 24

// The header part of all access tokens is alike; the signature at the end is each one's own.
function tellingParts(token: string): string[] {
  return [
    token.slice(-tellingLength),
    ...token.split('.').map((part) => part.slice(-tellingLength)),
  ]
}

function recordTraffic(context: BrowserContext) {
  const addresses: string[] = []
  const bodies: Promise<string>[] = []
  const renewed: Promise<string>[] = []
  context.on('request', (request) => {
    addresses.push(request.url())
  })
  context.on('response', (response) => {
    // A redirect has no body, and one that the browser gave up has none any more.
    const body = response.text().catch(() => '')
    const { pathname } = new URL(response.url())
    if (pathname === '/auth/refresh') renewed.push(body)
    else bodies.push(body)
  })
  return {
    addresses,
    bodies: async () => (await Promise.all(bodies)).filter(Boolean),
    renewedTokens: async () =>
      (await Promise.all(renewed)).map((body) => String(JSON.parse(body).access_token)),
  }
}

function readWhatScriptsSee(page: Page) {
  return page.evaluate(async () => ({
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    cookie: document.cookie,
    html: document.documentElement.outerHTML,
    history: JSON.stringify(history.state),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))
}

test('no token is in a page, a script’s reach, web storage or an address', async ({
  page,
  context,
  google: _,
}) => {
  const traffic = recordTraffic(context)
  await signIn(page, 'grace')
  const cookiesAtFirst = [await accessTokenOf(context), await refreshTokenOf(context)]
  const products = new ProductsPage(page)
  await products.more.click()
  await expect(products.cards).toHaveCount(24)
  await page.getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL('/account')
  const seen = await readWhatScriptsSee(page)
  const cookiesAtLast = [await accessTokenOf(context), await refreshTokenOf(context)]

  const renewed = await traffic.renewedTokens()
  expect(renewed).toHaveLength(1)
  const tokens = [...cookiesAtFirst, ...cookiesAtLast, ...renewed].map((token) => token!)
  expect(Math.min(...tokens.map((token) => token.length))).toBeGreaterThan(tellingLength)
  const bodies = await traffic.bodies()
  expect(bodies.some((body) => body.includes('<h1'))).toBe(true)
  const exposed = [...Object.values(seen).map(String), ...bodies, ...traffic.addresses]
  for (const part of tokens.flatMap(tellingParts)) {
    expect(exposed.filter((text) => text.includes(part))).toEqual([])
  }
  expect(seen).toMatchObject({ cookie: '', local: '{}', session: '{}', databases: 0, caches: 0 })
})

test('the session’s cookies are out of reach of scripts and of other sites', async ({
  page,
  context,
  google: _,
}) => {
  await signIn(page, 'grace')
  const cookies = await context.cookies(page.url())
  expect(cookies.map(({ name }) => name.replace('__Host-', '')).sort()).toEqual([
    'gatehouse-access',
    'gatehouse-session',
  ])
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  }
})
