// What a refusal must look like, on every kind of replica and at every lock.
import { expect } from 'vitest'
import './matchers.ts'
import type { ProblemCode } from '../../lib/errors.ts'
import { cookiesOf } from './planted-session.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Urls = Pick<StackAddresses, 'replicaUrls' | 'noMiddlewareUrl'>

/** Both replicas, and the build without middleware.ts: what one refuses, all refuse. */
export function everySite({ replicaUrls, noMiddlewareUrl }: Urls): string[] {
  return [...replicaUrls, noMiddlewareUrl]
}

/** The same with a name for the title of a test. */
export function namedSites(urls: Urls): [name: string, url: string][] {
  const names = ['first replica', 'second replica', 'without middleware']
  return everySite(urls).map((url, index) => [names[index]!, url])
}

export const guardedApis = [
  '/auth/me',
  '/auth/sessions',
  '/api/products',
  '/api/account/export',
] as const
export const guardedPages = ['/products', '/account', '/account/delete'] as const

/** A problem document with nothing of our insides in it. */
export async function expectProblem(response: Response, code: ProblemCode): Promise<void> {
  await expect(response).toBeProblem(code)
  expect(await response.text()).not.toMatch(/node_modules|\bat .+:\d+:\d+|prisma|jose/i)
}

/** The token opens nothing: not as a Bearer, not as a cookie, not on a page, on no replica. */
export async function expectRefusedEverywhere(stack: Urls, token: string): Promise<void> {
  await Promise.all(everySite(stack).map((site) => expectRefused(site, token)))
}

async function expectRefused(site: string, token: string): Promise<void> {
  const authorization = `Bearer ${token}`
  const cookie = cookiesOf({ accessToken: token })
  for (const path of guardedApis) {
    const response = await send(site + path, { headers: { authorization } })
    expect(response.status, `${site}${path} as Bearer`).toBe(401)
    await expectProblem(response, 'invalid_token')
  }
  const api = await send(`${site}/auth/me`, { headers: { cookie, 'x-csrf': '1' } })
  expect(api.status, `${site} as cookie`).toBe(401)
  await expectSentToLogin(await send(`${site}/account`, { headers: { cookie } }), '/account')
}

/** A redirect to the login page that carries nothing of the page itself. */
export async function expectSentToLogin(response: Response, next?: string): Promise<void> {
  expect(response.status).toBeGreaterThanOrEqual(303)
  expect(response.status).toBeLessThanOrEqual(307)
  const location = new URL(response.headers.get('location') ?? '', 'http://relative.test')
  expect(location.pathname).toBe('/login')
  if (next) expect(location.searchParams.get('next')).toBe(next)
  expectNothingProtected(await response.text())
}

/** Nothing that only a signed-in user may see: a product, the account, an address. */
export function expectNothingProtected(text: string): void {
  expect(text).not.toMatch(
    /price_cents|art_seed|art-seed|Sign out everywhere|Delete my account|@example\.com/,
  )
}
