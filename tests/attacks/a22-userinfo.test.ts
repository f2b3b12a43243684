// oidcc-client-test-userinfo-bearer-header; RFC 9700 §4.3.2: no token travels in an address. Who signed in is read from the
// ID token alone: the userinfo endpoint is not asked at all, so its answer can deceive nobody.
import { expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

test('a sign-in asks no userinfo, and sends no token or secret in a query', async () => {
  await google.clearRequests()
  await google.set({ endpoints: { userinfo: { status: 200, body: { sub: 'somebody-else' } } } })
  await signIn(stack, { persona: 'grace' })
  await google.reset()
  const requests = await google.requests()
  expect(requests.map(({ endpoint }) => endpoint)).toContain('token')
  expect(requests.map(({ endpoint }) => endpoint)).not.toContain('userinfo')
  for (const { query } of requests)
    expect(Object.keys(query as object)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/token|secret|verifier|^code$/)]),
    )
})
