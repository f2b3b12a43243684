// RFC 6750 §3 and §3.1: what a refusal says of its cause. No error code where nothing was presented; `invalid_token`
// where a token was; one challenge, and nothing of the token in it.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem, guardedApis } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const bare = 'Bearer realm="gatehouse"'
const invalid = 'Bearer realm="gatehouse", error="invalid_token"'

test('a stranger is challenged without an error code', async () => {
  for (const site of everySite(stack))
    for (const path of guardedApis) {
      const response = await send(site + path)
      await expectProblem(response, 'unauthenticated')
      expect(response.headers.get('www-authenticate')).toBe(bare)
    }
})

test.each([
  ['garbage', { authorization: 'Bearer garbage-of-the-caller' }],
  ['a token that is no JWT of ours', { authorization: 'Bearer a.b.c' }],
  ['another scheme', { authorization: 'Basic Z2FyYmFnZTpvZi10aGUtY2FsbGVy' }],
  ['an access cookie of garbage', { cookie: cookiesOf({ accessToken: 'garbage' }), 'x-csrf': '1' }],
])('%s is challenged with invalid_token, and is not repeated', async (_, headers) => {
  for (const site of everySite(stack))
    for (const path of guardedApis) {
      const response = await send(site + path, { headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe(invalid)
      expect(await response.text()).not.toMatch(/garbage|Z2FyYmFnZT/)
    }
})

test('a caller that is not trusted is refused without a challenge, for a token would not help it', async () => {
  const cookie = cookiesOf(await plantSession(stack))
  for (const site of everySite(stack)) {
    const headers = { cookie, origin: 'https://evil.example' }
    const response = await send(`${site}/auth/me`, { headers })
    await expectProblem(response, 'untrusted_caller')
    expect(response.headers.get('www-authenticate')).toBeNull()
  }
})
