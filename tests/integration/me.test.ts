import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { signIn } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'

const stack = inject('stack')

test('shows the Google profile of whoever signed in, on every replica', async () => {
  const { jar } = await signIn(stack, { persona: 'ada' })
  for (const site of everySite(stack)) {
    const headers = { cookie: jar.header(), 'sec-fetch-site': 'same-origin' }
    const response = await send(`${site}/auth/me`, { headers })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      user: { email: 'ada@example.com', name: 'Ada Admin', role: 'admin' },
    })
  }
})
