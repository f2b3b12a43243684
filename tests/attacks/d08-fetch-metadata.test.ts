// Fetch Metadata decides where a browser sends no Origin; only same-origin is our own page.
import { expect, inject, test } from 'vitest'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { expectUntrusted } from '../support/untouched.ts'

const stack = inject('stack')

test.each(['cross-site', 'same-site', 'none', '', 'Same-Origin', 'same-origin, cross-site', 'x'])(
  'refuses Sec-Fetch-Site: %j without an Origin, also with X-CSRF',
  async (value) => {
    await expectUntrusted(stack, { 'sec-fetch-site': value })
    await expectUntrusted(stack, { 'sec-fetch-site': value, 'x-csrf': '1' })
  },
)

test('lets no other site embed an answer of the API', async () => {
  for (const site of everySite(stack))
    for (const path of ['/auth/me', '/api/products', '/auth/refresh', '/api/nothing']) {
      const response = await send(site + path)
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
})
