// Google's documentation of `hd`: with AUTH_GOOGLE_HD only that Workspace domain may sign in, and only the ID token's claim
// says who belongs to it; neither the address nor the request's parameter does.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, finishLogin, startLogin } from '../support/login.ts'
import { expectRefusal, newStranger } from '../support/refused-login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const domain = 'workspace.example.com'
let site: Replica

beforeAll(async () => {
  site = await startReplica(stack, { name: 'site-of-a42', env: { AUTH_GOOGLE_HD: domain } })
})
afterEach(() => google.reset())
afterAll(() => site.stop())

test('lets somebody of the domain in, whatever their address ends in', async () => {
  await google.set({ personas: { wendy: { ...newStranger(), email: 'w@elsewhere.example.org' } } })
  const { location } = await attemptSignIn(stack, { url: site.url, persona: 'wendy' })
  expect(location).toBe('/products')
})

test.each([
  ['no domain', null],
  ['another domain', 'elsewhere.example.com'],
  ['a domain above it', 'example.com'],
  ['a domain below it', `evil.${domain}`],
  ['the domain in other letters', domain.toUpperCase()],
  ['the domain with a dot', `${domain}.`],
  ['an empty domain', ''],
])('refuses %s, with an address that ends like the domain', async (_, hd) => {
  const { sub } = newStranger()
  const claims = { sub, email: `${sub}@${domain}`, hd }
  await google.set({ personas: { wendy: claims } })
  await expectRefusal(stack, 'domain_not_allowed', () =>
    attemptSignIn(stack, { url: site.url, persona: 'wendy' }),
  )
})

test.each([[[domain]], [true], [{ domain }]])('refuses a domain that is %j', async (hd) => {
  await google.set({ personas: { wendy: { ...newStranger() } }, idToken: { claims: { hd } } })
  await expectRefusal(stack, 'sign_in_failed', () =>
    attemptSignIn(stack, { url: site.url, persona: 'wendy' }),
  )
})

test('refuses somebody else who took the hint out of the request', async () => {
  const { authorizationUrl, jar } = await startLogin(stack, { url: site.url })
  expect(authorizationUrl.searchParams.get('hd')).toBe(domain)
  authorizationUrl.searchParams.delete('hd')
  const callback = await google.approve(authorizationUrl.href, { persona: 'grace' })
  callback.searchParams.set('hd', domain)
  await expectRefusal(stack, 'domain_not_allowed', () =>
    finishLogin(stack, callback, { url: site.url, jar }),
  )
})
